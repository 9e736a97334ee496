using Microsoft.Extensions.Options;
using TokenPak.Compiler.Vault.Indexing;
using TokenPak.Compiler.Vault.Injection;
using TokenPak.Contracts.Vault;

namespace TokenPak.Compiler.Vault.Serving;

/// <summary>The vault behind the contract.</summary>
internal sealed class LocalVault(VaultService service, VaultSearch search, InjectionCounts counts, IOptions<VaultOptions> options, TimeProvider time) : IVault
{
    private const int PreviewCharacters = 320;

    public ValueTask<VaultOverview> GetOverviewAsync(CancellationToken cancellationToken)
    {
        var (index, summary) = (service.Index, service.Summary);
        return ValueTask.FromResult(new VaultOverview
        {
            Available = index is not null,
            State = service.State,
            Path = options.Value.IsConfigured ? options.Value.Path : null,
            Files = index?.Files.Count,
            Blocks = index?.Files.Values.Sum(file => (long)file.Chunks),
            TotalTokens = index?.Files.Values.Sum(file => file.Tokens),
            EmptyFiles = index?.Files.Values.Count(file => file.Chunks == 0),
            IsCut = summary?.IsCut,
            ScannedAt = service.ScannedAt,
            Injections = counts.Injections,
            InjectedTokens = counts.Tokens,
            Skips = counts.Skips,
        });
    }

    public ValueTask<VaultSearchResult> SearchAsync(string text, int limit, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var hits = search.TryFind(text, Math.Clamp(limit, 1, VaultLimits.MaxResults), out var found) ? found : [];
        return ValueTask.FromResult(new VaultSearchResult
        {
            Query = text,
            MinScore = options.Value.MinScore,
            ElapsedMs = Math.Round(time.GetElapsedTime(start).TotalMilliseconds, 3),
            Results = [.. hits.Select(Describe)],
        });
    }

    public ValueTask<VaultBlock?> FindAsync(string id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(search.Find(id) is { } chunk ? Describe(chunk) : null);

    private static VaultHit Describe(ScoredChunk hit) => new()
    {
        BlockId = hit.Chunk.Id,
        Score = Math.Round(hit.Score, 3),
        Citation = hit.Chunk.Citation,
        SourcePath = hit.Chunk.Path,
        Title = hit.Chunk.Title,
        Language = hit.Chunk.Language,
        RawTokens = hit.Chunk.Tokens,
        Preview = Preview(hit.Chunk.Text),
    };

    private static VaultBlock Describe(IndexedChunk chunk) => new()
    {
        BlockId = chunk.Id,
        Citation = chunk.Citation,
        SourcePath = chunk.Path,
        StartLine = chunk.Start,
        EndLine = chunk.End,
        Title = chunk.Title,
        Language = chunk.Language,
        RawTokens = chunk.Tokens,
        Text = chunk.Text,
    };

    private static string Preview(string text)
    {
        if (text.Length <= PreviewCharacters) return text;
        var end = char.IsHighSurrogate(text[PreviewCharacters - 1]) ? PreviewCharacters - 1 : PreviewCharacters;
        return text[..end] + "…";
    }
}
