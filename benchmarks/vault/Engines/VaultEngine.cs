using System.Globalization;
using TokenPak.Compiler.Vault.Indexing;

namespace TokenPak.VaultMeasures.Engines;

/// <summary>The vault's own index.</summary>
internal sealed class VaultEngine(string folder) : ISearchEngine
{
    private readonly VaultIndex _index = VaultIndex.Open(folder) ?? throw new InvalidOperationException("The index is locked.");

    public string Name => "vault";

    public void Add(int id, string text)
    {
        var name = id.ToString(CultureInfo.InvariantCulture);
        var chunk = new IndexedChunk { Id = name, Path = name, Start = 1, End = 1, Title = "", Language = "text", Tokens = 0, Text = text };
        _index.Put(name, new IndexedFile(text.Length, 0, name, 1, 0), [chunk], 0);
    }

    public void Seal()
    {
        _index.Commit();
        _index.Refresh();
    }

    public IReadOnlyList<(int Id, double Score)> Search(string query, int count) =>
        [.. _index.Search(query, count).Select(hit => (int.Parse(hit.Chunk.Id, CultureInfo.InvariantCulture), hit.Score))];

    public void Dispose() => _index.Dispose();
}
