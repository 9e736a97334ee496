namespace TokenPak.VaultMeasures.Engines;

/// <summary>A full-text engine under measurement.</summary>
internal interface ISearchEngine : IDisposable
{
    string Name { get; }

    void Add(int id, string text);

    /// <summary>Everything is added.</summary>
    void Seal();

    /// <summary>Ids and scores, the best first.</summary>
    IReadOnlyList<(int Id, double Score)> Search(string query, int count);
}
