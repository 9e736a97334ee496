using TokenPak.Contracts.Events;
using TokenPak.Contracts.Statistics;

namespace TokenPak.Telemetry.Pricing;

/// <summary>What a usage costs at given rates. Every part of the prompt is in exactly one kind already, so nothing is subtracted here.</summary>
internal static class UsageCost
{
    private const decimal Million = 1_000_000m;

    /// <summary>US dollars; null where the usage is not known or a kind of token in it has no price.</summary>
    public static decimal? Of(TokenUsage usage, Rates rates) => Lines(usage, rates)?.Sum(line => line.CostUsd);

    /// <summary>A line for each kind of token that there is; null where the usage is not known or a kind of token in it has no price.</summary>
    public static IReadOnlyList<PriceLine>? Lines(TokenUsage usage, Rates rates)
    {
        if (usage.InputTokens is null) return null;
        if (rates.Output is not null && usage.OutputTokens is null) return null;

        var uncached = usage.UncachedInputTokens ?? 0;
        var audioIn = usage.AudioInputTokens ?? 0;

        // Which part of the audio was read from the cache is not said. Where any was read, the split is unknown, and so is the cost.
        if (audioIn > 0 && usage.CacheReadTokens > 0 && rates.AudioInput != rates.Input) return null;
        audioIn = Math.Min(audioIn, uncached);

        // A model without an output price (embeddings) bills none.
        var output = rates.Output is null ? 0 : usage.OutputTokens ?? 0;
        var audioOut = Math.Min(usage.AudioOutputTokens ?? 0, output);
        var written = usage.CacheCreationTokens ?? 0;
        var written1h = Math.Min(usage.CacheCreation1hTokens ?? 0, written);

        var lines = new List<PriceLine>(6);
        return Add("input", uncached - audioIn, rates.Input)
            && Add("audio_input", audioIn, rates.AudioInput)
            && Add("cache_read", usage.CacheReadTokens ?? 0, rates.CacheRead)
            && Add("cache_write", written - written1h, rates.CacheWrite)
            && Add("cache_write_1h", written1h, rates.CacheWrite1h)
            && Add("output", output - audioOut, rates.Output)
            && Add("audio_output", audioOut, rates.AudioOutput)
                ? lines
                : null;

        bool Add(string kind, long tokens, decimal? rate)
        {
            if (tokens == 0) return true;
            if (rate is { } known) lines.Add(new PriceLine(kind, tokens, known, tokens * known / Million));
            return rate is not null;
        }
    }

    /// <summary>Tokens at a rate, per million; none cost nothing even where there is no rate.</summary>
    public static decimal? Line(long tokens, decimal? rate) => tokens == 0 ? 0 : tokens * rate;
}
