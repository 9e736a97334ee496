using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Publishing;

namespace TokenPak.Gateway.Tests.Publishing;

public sealed class RemovedTokenSplitTests
{
    private static readonly CompileResult Compiled = new()
    {
        TokensBefore = 1060,
        TokensAfter = 1000,
        Splices = [At(100, 10, false), At(500, 20, false), At(900, 30, true)],
    };

    [Fact]
    public void Removed_WithCacheUse_IsSplitByWhereTheBlocksStand()
    {
        var split = RemovedTokenSplit.Of(Compiled, new TokenUsage { UncachedInputTokens = 200, CacheReadTokens = 400, CacheCreationTokens = 400 });
        Assert.Equal(new RemovedTokens(10, 20, 30, 30, 30), split);
    }

    [Fact]
    public void Removed_WithAnotherTokenizer_IsSplitInProportion()
    {
        // The provider counts twice as many tokens: its border at 800 is ours at 400.
        var split = RemovedTokenSplit.Of(Compiled, new TokenUsage { UncachedInputTokens = 400, CacheReadTokens = 800, CacheCreationTokens = 800 });
        Assert.Equal(new RemovedTokens(10, 20, 30, 30, 30), split);
    }

    [Fact]
    public void Removed_WithoutUsage_IsNotSplitByRate() =>
        Assert.Equal(new RemovedTokens(null, null, null, 30, 30), RemovedTokenSplit.Of(Compiled, null));

    [Fact]
    public void Removed_WhereNothingWas_IsNull() => Assert.Null(RemovedTokenSplit.Of(CompileResult.Untouched("x"), new TokenUsage { UncachedInputTokens = 1 }));

    private static Splice At(int tokens, int removed, bool isNew) => new(0, 0, default, removed, tokens, isNew);
}
