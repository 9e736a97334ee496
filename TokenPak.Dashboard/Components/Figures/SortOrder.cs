namespace TokenPak.Dashboard.Components.Figures;

/// <summary>How a table is sorted.</summary>
/// <param name="Key">The column.</param>
/// <param name="Descending">Largest first.</param>
public sealed record SortOrder(string Key, bool Descending)
{
    /// <summary>Sorted rows; what is unknown stands last.</summary>
    internal IEnumerable<T> Apply<T>(IEnumerable<T> rows, Func<T, IComparable?> value)
    {
        var known = rows.OrderBy(row => value(row) is null);
        return Descending ? known.ThenByDescending(value) : known.ThenBy(value);
    }
}
