using TokenPak.Contracts.Events;

namespace TokenPak.Telemetry.Tests.Pricing;

/// <summary>Saved money is what the removed tokens would have been billed at, less what changed prefixes cost; what was not measured is unknown.</summary>
public sealed class SavingsTests
{
    private static readonly RemovedTokens Removed = new(AtReadRate: 1000, AtWriteRate: 200, AtInputRate: 30, FirstSent: 230, Resent: 1000);

    private static RequestCompleted Compiled => Events.Chat() with { TokensBefore = 2000, TokensAfter = 770, Removed = Removed, Usage = Events.Usage(10, 600, 160, 5) };

    [Fact]
    public void Gross_IsEachTokenAtItsRate()
    {
        var price = Pricer.With().Price(Compiled);
        Assert.Equal(((1000 * 0.3m) + (200 * 3.75m) + (30 * 3m)) / 1_000_000, price.GrossSaved);
        Assert.Equal(price.GrossSaved, price.NetSaved);
    }

    [Fact]
    public void Gross_WhereEveryWriteLivesAnHour_UsesThatRate()
    {
        var price = Pricer.With().Price(Compiled with { Usage = Events.Usage(10, 600, 160, 5, written1h: 160) });
        Assert.Equal(((1000 * 0.3m) + (200 * 6m) + (30 * 3m)) / 1_000_000, price.GrossSaved);
    }

    [Fact]
    public void CacheBreak_CostsWhatWasWrittenInsteadOfRead()
    {
        var price = Pricer.With().Price(Compiled with { CacheBreaks = 1 });
        Assert.Equal(160 * (3.75m - 0.3m) / 1_000_000, price.CacheBreakCost);
        Assert.Equal(price.GrossSaved - price.CacheBreakCost, price.NetSaved);
    }

    [Fact]
    public void CacheBreak_OfTheClientsOwnChangeOfModel_CostsNothing_AndOfTheRouters_AsMuchAsAnyOther()
    {
        Assert.Equal(0, Pricer.With().Price(Compiled with { CacheBreaks = 1, CacheBreakCause = CacheBreakCauses.Model }).CacheBreakCost);
        Assert.Equal(160 * (3.75m - 0.3m) / 1_000_000, Pricer.With().Price(Compiled with { CacheBreaks = 1, CacheBreakCause = CacheBreakCauses.Route }).CacheBreakCost);
    }

    [Fact]
    public void CacheBreak_WithNothingRemoved_IsALoss()
    {
        var price = Pricer.With().Price(Events.Chat("gpt-4o") with { CacheBreaks = 2, Usage = Events.Usage(1000, read: 0, output: 1) });
        Assert.Equal(-1000 * (2.5m - 1.25m) / 1_000_000, price.NetSaved);
    }

    [Fact]
    public void NothingRemoved_SavedNothing() => Assert.Equal(0m, Pricer.With().Price(Events.Chat("unknown-model")).NetSaved);

    [Fact]
    public void RemovedWithoutUsage_IsUnknown()
    {
        var removed = new RemovedTokens(null, null, null, FirstSent: 100, Resent: 0);
        Assert.Null(Pricer.With().Price(Compiled with { Usage = null, Removed = removed }).NetSaved);
    }

    [Fact]
    public void RemovedOfAModelWithoutAPrice_IsUnknown() => Assert.Null(Pricer.With().Price(Compiled with { Model = "unknown-model" }).NetSaved);

    [Fact]
    public void RemovedFromAPromptOverTheLimit_IsAtTheLongRates()
    {
        var removed = new RemovedTokens(0, 0, 50_000, FirstSent: 50_000, Resent: 0);
        var price = Pricer.With().Price(Events.Chat() with { TokensBefore = 210_000, TokensAfter = 160_000, Removed = removed, Usage = Events.Usage(160_000) });
        Assert.Equal(50_000 * 6m / 1_000_000, price.GrossSaved);
        Assert.Equal(160_000 * 3m / 1_000_000, price.Cost);
    }

    [Theory]
    [InlineData("count_tokens")]
    [InlineData("models")]
    public void CallsThatNoModelReads_CostAndSaveNothing(string type)
    {
        var price = Pricer.With().Price(Compiled with { RequestType = type });
        Assert.Equal(0m, price.Cost);
        Assert.Equal(0m, price.NetSaved);
    }

    [Fact]
    public void RefusedRequest_CostsNothing() =>
        Assert.Equal(0m, Pricer.With().Price(Events.Chat() with { Outcome = RequestOutcome.Rejected, StatusCode = 413, Usage = null }).Cost);
}
