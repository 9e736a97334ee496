using TokenPak.Contracts.Events;

namespace TokenPak.Telemetry.Tests.Pricing;

/// <summary>Usage in the shapes that the providers document, brought to one, priced by hand.</summary>
public sealed class DocumentedShapesTests
{
    /// <summary>Anthropic's prompt-caching page: 2,048 plain, 1,800 read, 148 written for five minutes and 100 for an hour, 503 out.</summary>
    [Fact]
    public void Anthropic_MixedLifetimes_EachAtItsRate() =>
        Assert.Equal(
            ((2048 * 3m) + (1800 * 0.3m) + (148 * 3.75m) + (100 * 6m) + (503 * 15m)) / 1_000_000,
            Pricer.Cost("claude-sonnet-4-5", Events.Usage(2048, 1800, written: 248, output: 503, written1h: 100)));

    /// <summary>OpenAI's prompt-caching page: 2,006 prompt tokens of which 1,920 cached, 300 out. The prompt count includes the cached ones.</summary>
    [Fact]
    public void OpenAI_CachedTokens_AtTheCachedRate() => Assert.Equal(0.005615m, Pricer.Cost("gpt-4o", Events.Usage(2006 - 1920, read: 1920, output: 300)));

    [Fact]
    public void OpenAI_CacheWrites_AtTheirRate() =>
        Assert.Equal(((100 * 2m) + (2000 * 0.1m) + (500 * 2.5m) + (40 * 10m)) / 1_000_000, Pricer.Cost("gpt-6.2-sol", Events.Usage(100, 2000, written: 500, output: 40)));

    /// <summary>Thoughts are part of the output already.</summary>
    [Fact]
    public void Google_Thoughts_AreBilledOnce() =>
        Assert.Equal(((1000 * 1.25m) + (900 * 10m)) / 1_000_000, Pricer.Cost("gemini-2.5-pro", Events.Usage(1000, output: 900) with { ReasoningTokens = 800 }));

    [Fact]
    public void Google_Audio_AtItsRate() =>
        Assert.Equal(((200 * 0.3m) + (800 * 1m) + (10 * 2.5m)) / 1_000_000, Pricer.Cost("gemini-2.5-flash", Events.Usage(1000, output: 10) with { AudioInputTokens = 800 }));

    [Fact]
    public void Google_AudioBesideCacheReads_IsUnknown() =>
        Assert.Null(Pricer.Cost("gemini-2.5-flash", Events.Usage(1000, read: 500, output: 10) with { AudioInputTokens = 800 }));

    [Fact]
    public void Audio_WithoutAnAudioPrice_IsUnknown() => Assert.Null(Pricer.Cost("gpt-4o", Events.Usage(1000, output: 10) with { AudioInputTokens = 1 }));

    [Fact]
    public void Embeddings_BillNoOutput() => Assert.Equal(0.00002m, Pricer.Cost("text-embedding-3-small", Events.Usage(1000, output: null)));

    [Fact]
    public void CacheReads_OfAModelWithoutACachePrice_AreUnknown() => Assert.Null(Pricer.Cost("gpt-4-turbo", Events.Usage(1000, read: 1, output: 10)));

    [Fact]
    public void NoUsage_IsUnknown() => Assert.Null(Pricer.Cost("gpt-4o", null));

    [Fact]
    public void EmptyUsage_IsUnknown() => Assert.Null(Pricer.Cost("gpt-4o", new TokenUsage()));

    [Fact]
    public void OutputNotSaid_IsUnknown() => Assert.Null(Pricer.Cost("gpt-4o", Events.Usage(1000, output: null)));

    [Theory]
    [InlineData(200_000, "0.6")]
    [InlineData(200_001, "1.200006")]
    public void LongPrompts_AreBilledAtTheLongRatesAsAWhole(long tokens, string dollars) =>
        Assert.Equal(decimal.Parse(dollars, System.Globalization.CultureInfo.InvariantCulture), Pricer.Cost("claude-sonnet-4-5", Events.Usage(tokens)));

    [Fact]
    public void LongPrompts_CountCachedTokens() =>
        Assert.Equal(((1000 * 4m) + (300_000 * 0.2m) + (10 * 15m)) / 1_000_000, Pricer.Cost("gpt-6.2-sol", Events.Usage(1000, read: 300_000, output: 10)));

    [Fact]
    public void LongPrompts_WithoutKnownLongRates_AreUnknown() => Assert.Null(Pricer.Cost("gpt-6-sol", Events.Usage(300_000, output: 1)));

    [Theory]
    [InlineData(null, "0.0035")]
    [InlineData("default", "0.0035")]
    [InlineData("flex", "0.00175")]
    [InlineData("batch", "0.00175")]
    [InlineData("priority", "0.007")]
    [InlineData("fast", "0.007")]
    public void ServiceTier_ChangesTheRates(string? tier, string dollars) => Assert.Equal(
        decimal.Parse(dollars, System.Globalization.CultureInfo.InvariantCulture),
        Pricer.Cost("gpt-5.4", Events.Usage(800, output: 100) with { ServiceTier = tier }));

    [Fact]
    public void ServiceTier_ThatTheTableDoesNotKnow_IsUnknown() => Assert.Null(Pricer.Cost("gpt-5.4", Events.Usage(1000, output: 100) with { ServiceTier = "ultrafast" }));
}
