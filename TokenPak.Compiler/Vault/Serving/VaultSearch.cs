using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;
using TokenPak.Compiler.Vault.Indexing;
using TokenPak.Contracts.Vault;

namespace TokenPak.Compiler.Vault.Serving;

/// <summary>Searches, and remembers what it found for as long as the index says the same.</summary>
internal sealed class VaultSearch(VaultService service) : IDisposable
{
    private const int CachedQueries = 2000;

    private readonly MemoryCache _found = new(new MemoryCacheOptions { SizeLimit = CachedQueries });

    public bool TryFind(string text, int count, [NotNullWhen(true)] out IReadOnlyList<ScoredChunk>? hits)
    {
        hits = null;
        if (service.Index is not { } index) return false;
        var query = text.Length > VaultLimits.MaxQuery ? text[..VaultLimits.MaxQuery] : text;
        hits = _found.GetOrCreate((index.Version, query, count), entry =>
        {
            entry.Size = 1;
            return index.Search(query, count);
        }) ?? [];
        return true;
    }

    public IndexedChunk? Find(string id) => service.Index?.Find(id);

    public void Dispose() => _found.Dispose();
}
