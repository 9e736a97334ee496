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

    /// <summary>BerriAI/litellm #6215: 1,920 of 2,006 prompt tokens came from the cache, and were billed at the plain rate too.</summary>
    [Fact]
    public void OpenAICacheReads_AreNotBilledAtThePlainRateToo() =>
        Assert.Equal(0.005615m, Pricer.Cost("gpt-4o-2024-08-06", Events.Usage(uncached: 2006 - 1920, read: 1920, output: 300)));

    /// <summary>BerriAI/litellm #15945: a documentation that calls the prompt count uncached; the bill of $0.0379055 says that it is not.</summary>
    [Fact]
    public void OpenAIPromptCount_IncludesCachedTokens() =>
        Assert.Equal(0.0379055m, Pricer.Cost("gpt-5", Events.Usage(uncached: 9126 - 4864, read: 4864, output: 3197)));

    /// <summary>BerriAI/litellm PR #37407: an image that is cached was billed as both, 45 % over; xAI's own bill was $0.00368.</summary>
    [Fact]
    public void XaiCachedImage_IsBilledAsCachedAlone()
    {
        var pricer = Pricer.With(("grok-4.6", new ConfiguredPrice { Input = 2m, CacheRead = 0.5m, Output = 6m }));
        Assert.Equal(0.00368m, pricer.Price(Events.Chat("grok-4.6") with { Usage = Events.Usage(uncached: 29, read: 2432, output: 401) }).Cost);
    }

    /// <summary>earendil-works/pi #2148: $0.0137 shown, $0.0056 true, at the rates that the report names.</summary>
    [Fact]
    public void GeminiPromptCount_IncludesCachedTokens()
    {
        var pricer = Pricer.With(("gemini-3-flash-preview", new ConfiguredPrice { Input = 0.5m, CacheRead = 0.05m, Output = 3m }));
        Assert.Equal(0.0055649m, pricer.Price(Events.Chat("gemini-3-flash-preview") with { Usage = Events.Usage(uncached: 20_212 - 16_298, read: 16_298, output: 931) }).Cost);
    }
}
