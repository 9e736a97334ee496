using TokenPak.Telemetry.Pricing;

namespace TokenPak.Telemetry.Tests.Pricing;

/// <summary>A wrong price is worse than none.</summary>
public sealed class ModelMatchingTests
{
    [Theory]
    [InlineData("gpt-4o")]
    [InlineData("gpt-4o-2024-08-06")]
    [InlineData("gpt-4o-latest")]
    [InlineData("claude-opus-4-1-20250805")]
    [InlineData("claude-opus-4-1@20250805")]
    [InlineData("models/gemini-2.5-flash")]
    [InlineData("gpt-5.6")]
    public void Model_ByItsIdOrADate_IsPriced(string model) => Assert.NotNull(Pricer.Cost(model, Events.Usage(1, output: 1)));

    [Theory]
    [InlineData("gpt-4o-mini-custom")]
    [InlineData("gpt-4o-2")]
    [InlineData("gpt-4o-20240806x")]
    [InlineData("my-gpt-4o")]
    [InlineData("GPT-4o")]
    [InlineData("ft:gpt-4o-2024-08-06:org::id")]
    [InlineData("openrouter/gpt-4o")]
    [InlineData("-latest")]
    [InlineData("-20250101")]
    [InlineData("")]
    public void Model_OfAnotherName_IsUnknown(string model) => Assert.Null(Pricer.Cost(model, Events.Usage(1, output: 1)));

    [Fact]
    public void Model_WithALongerName_HasItsOwnPrice() =>
        Assert.NotEqual(Pricer.Cost("gpt-4o", Events.Usage(1000)), Pricer.Cost("gpt-4o-mini-2024-07-18", Events.Usage(1000)));

    [Fact]
    public void Snapshot_WithAPriceOfItsOwn_IsNotPricedAsItsAlias() =>
        Assert.Equal(2 * Pricer.Cost("gpt-4o", Events.Usage(1000)), Pricer.Cost("gpt-4o-2024-05-13", Events.Usage(1000)));

    [Fact]
    public void ResponseModel_IsWhatWasBilled()
    {
        var request = Events.Chat("gpt-4o") with { ResponseModel = "gpt-4o-mini-2024-07-18", Usage = Events.Usage(1_000_000) };
        Assert.Equal(0.15m, Pricer.With().Price(request).Cost);
    }

    [Fact]
    public void ResponseModel_ThatIsNotKnown_IsUnknownWhateverWasAskedFor() =>
        Assert.Null(Pricer.With().Price(Events.Chat("gpt-4o") with { ResponseModel = "something-else" }).Cost);

    [Fact]
    public void Configuration_ReplacesTheTable()
    {
        var pricer = Pricer.With(("gpt-4o", new ConfiguredPrice { Input = 1m, Output = 2m }));
        Assert.Equal(3m, pricer.Price(Events.Chat("gpt-4o-2024-08-06") with { Usage = Events.Usage(1_000_000, output: 1_000_000) }).Cost);
    }

    [Fact]
    public void Configuration_PricesTheNameAskedFor_WhereALocalServerAnswersWithAnother()
    {
        var pricer = Pricer.With(("local", new ConfiguredPrice { Input = 0.5m, Output = 0.5m }));
        Assert.Equal(1m, pricer.Price(Events.Chat("local") with { ResponseModel = "model-q4.gguf", Usage = Events.Usage(1_000_000, output: 1_000_000) }).Cost);
    }

    [Theory]
    [InlineData("2026-10-06T23:59:59Z", 0.2)]
    [InlineData("2026-10-07T00:00:00Z", 0.1)]
    [InlineData("2026-10-07T01:00:00+02:00", 0.2)]
    public void Price_ThatChanged_HoldsFromItsDay(string at, double dollars)
    {
        var request = Events.Chat("claude-sonnet-5-5", DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)) with { Usage = Events.Usage(0, read: 1_000_000) };
        Assert.Equal((decimal)dollars, Pricer.With().Price(request).Cost);
    }
}
