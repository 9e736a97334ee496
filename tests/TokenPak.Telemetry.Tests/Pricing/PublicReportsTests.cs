using TokenPak.Telemetry.Pricing;

namespace TokenPak.Telemetry.Tests.Pricing;

/// <summary>Public reports of tools that got the money wrong, with the usage and the bill that they give. The cause each time: cached tokens counted twice.</summary>
public sealed class PublicReportsTests
{
    /// <summary>BerriAI/litellm #9812: $0.091311 reported; the provider's console billed 4.614 and 0.825 cents (it rounds away the three plain tokens).</summary>
    [Fact]
    public void AnthropicCacheWrites_AreBilledOnce() =>
        Assert.Equal(0.054399m, Pricer.Cost("claude-3-7-sonnet-20250219", Events.Usage(uncached: 3, read: 0, written: 12_304, output: 550)));

    /// <summary>BerriAI/litellm #11789: $0.002059 reported, $0.000292 true.</summary>
    [Fact]
    public void AnthropicCacheReads_InAStream_AreNotPlainInput() =>
        Assert.Equal(0.0002916m, Pricer.Cost("claude-3-5-haiku-20241022", Events.Usage(uncached: 4, read: 2455, written: 0, output: 23)));

    /// <summary>BerriAI/litellm #11364: $0.047080 reported, which is less than the writes alone cost.</summary>
    [Fact]
    public void AnthropicReadsAndWrites_AreBothBilled() =>
        Assert.Equal(0.36394875m, Pricer.Cost("claude-opus-4-5-20251101", Events.Usage(uncached: 10, read: 66_360, written: 32_435, output: 5120)));

    /// <summary>BerriAI/litellm #6575: a write costs $3.75 a million instead of the plain $3, not on top of it.</summary>
    [Fact]
    public void AnthropicCacheWrite_ReplacesTheInputRate() =>
        Assert.Equal(0.00375m, Pricer.Cost("claude-3-5-sonnet-20241022", Events.Usage(uncached: 0, read: 0, written: 1000)));

    /// <summary>Aider-AI/aider #5516: 17,111 prompt tokens of which 17,102 came from the cache.</summary>
    [Fact]
    public void PromptCount_ThatIncludesCachedTokens_IsSplit() =>
        Assert.Equal(0.0017192m, Pricer.Cost("claude-haiku-4-5", Events.Usage(uncached: 17_111 - 17_102, read: 17_102, written: 0)));

    /// <summary>BerriAI/litellm #14849: $0.7642 reported; $0.1849 at the rates the report names (it takes the short-prompt ones).</summary>
    [Fact]
    public void GeminiCacheHits_AtTheReportsRates_AreBilledOnce()
    {
        var pricer = Pricer.With(("gemini-2.5-pro", new ConfiguredPrice { Input = 1.25m, CacheRead = 0.625m, Output = 10m }));
        var usage = Events.Usage(uncached: 262_960 - 257_955, read: 257_955, output: 1744);
        Assert.Equal(0.184918125m, pricer.Price(Events.Chat("gemini-2.5-pro") with { Usage = usage }).Cost);
    }

    /// <summary>The same request by the table: it is over 200,000 tokens, so the long-prompt rates hold for all of it.</summary>
    [Fact]
    public void GeminiCacheHits_OfALongPrompt_AreBilledAtTheLongRates() =>
        Assert.Equal(0.10316125m, Pricer.Cost("gemini-2.5-pro", Events.Usage(uncached: 262_960 - 257_955, read: 257_955, output: 1744)));
}
