namespace TokenPak.Telemetry.Storing;

/// <summary>Rows that are added to one table. No key may come twice.</summary>
/// <param name="Entity">The table's entity.</param>
/// <param name="Rows">Of that type, in order of key, so that writers at the same time take their locks in the same order.</param>
internal readonly record struct TableRows(Type Entity, IReadOnlyList<object> Rows)
{
    public static TableRows Of<T>(IEnumerable<T> rows) where T : class => new(typeof(T), [.. rows]);
}
