using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;
using TokenPak.Compiler.Vault.Indexing;
using TokenPak.Compiler.Vault.Serving;
using TokenPak.Compression.Injection;
using TokenPak.Compression.Tokens;

namespace TokenPak.Compiler.Vault.Injection;

/// <summary>What is inserted for a memo.</summary>
/// <param name="Json">JSON string content.</param>
/// <param name="Tokens">Its tokens.</param>
/// <param name="Citations">Where it comes from.</param>
internal sealed record Rendered(ReadOnlyMemory<byte> Json, int Tokens, IReadOnlyList<string> Citations);

/// <summary>Renders memos, and keeps what it rendered: every turn of a conversation asks for the same.</summary>
internal sealed class RenderedChunks(VaultSearch search) : IDisposable
{
    private const long MaxBytes = 16 * 1024 * 1024;

    private readonly MemoryCache _rendered = new(new MemoryCacheOptions { SizeLimit = MaxBytes });

    /// <summary>False where a chunk is gone for good.</summary>
    public bool TryRender(Memo memo, TokenCounter counter, [NotNullWhen(true)] out Rendered? rendered)
    {
        var name = string.Concat(memo.Chunks);
        if (_rendered.TryGetValue(name, out rendered) && rendered is not null) return true;
        var chunks = new List<IndexedChunk>(memo.Chunks.Count);
        foreach (var id in memo.Chunks)
        {
            if (search.Find(id) is not { } chunk) return false;
            chunks.Add(chunk);
        }

        var text = ReferenceText.Of(chunks);
        rendered = new Rendered(UserTurns.Encode(text), counter.Count(text), [.. chunks.Select(chunk => chunk.Citation)]);
        _rendered.Set(name, rendered, new MemoryCacheEntryOptions { Size = rendered.Json.Length + 200 });
        return true;
    }

    public void Dispose() => _rendered.Dispose();
}
