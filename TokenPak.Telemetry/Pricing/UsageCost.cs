using TokenPak.Contracts.Events;

namespace TokenPak.Telemetry.Pricing;

/// <summary>What a usage costs at given rates. Every part of the prompt is in exactly one kind already, so nothing is subtracted here.</summary>
internal static class UsageCost
{
    private const decimal Million = 1_000_000m;

    /// <summary>US dollars; null where the usage is not known or a kind of token in it has no price.</summary>
    public static decimal? Of(TokenUsage usage, Rates rates)
    {
        if (usage.InputTokens is null) return null;
        if (rates.Output is not null && usage.OutputTokens is null) return null;

        var written1h = Math.Min(usage.CacheCreation1hTokens ?? 0, usage.CacheCreationTokens ?? 0);
        var input = Input(usage, rates);
        var read = Line(usage.CacheReadTokens ?? 0, rates.CacheRead);
        var write = Line((usage.CacheCreationTokens ?? 0) - written1h, rates.CacheWrite);
        var write1h = Line(written1h, rates.CacheWrite1h);
        var output = Output(usage, rates);
        return (input + read + write + write1h + output) / Million;
    }

    /// <summary>Tokens at a rate, per million; none cost nothing even where there is no rate.</summary>
    public static decimal? Line(long tokens, decimal? rate) => tokens == 0 ? 0 : tokens * rate;

    private static decimal? Input(TokenUsage usage, Rates rates)
    {
        var tokens = usage.UncachedInputTokens ?? 0;
        var audio = usage.AudioInputTokens ?? 0;
        if (audio == 0) return Line(tokens, rates.Input);

        // Which part of the audio was read from the cache is not said. Where any was read, the split is unknown, and so is the cost.
        if (usage.CacheReadTokens > 0 && rates.AudioInput != rates.Input) return null;
        audio = Math.Min(audio, tokens);
        return Line(tokens - audio, rates.Input) + Line(audio, rates.AudioInput);
    }

    private static decimal? Output(TokenUsage usage, Rates rates)
    {
        // A model without an output price (embeddings) bills none.
        if (rates.Output is null) return 0;
        var tokens = usage.OutputTokens ?? 0;
        var audio = Math.Min(usage.AudioOutputTokens ?? 0, tokens);
        return Line(tokens - audio, rates.Output) + Line(audio, rates.AudioOutput);
    }
}
