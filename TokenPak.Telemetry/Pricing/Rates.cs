namespace TokenPak.Telemetry.Pricing;

/// <summary>US dollars per million tokens. Null: the provider names no such price, so tokens of that kind make the cost unknown.</summary>
internal sealed record Rates
{
    public decimal? Input { get; init; }

    /// <summary>Null for models that generate nothing (embeddings).</summary>
    public decimal? Output { get; init; }

    public decimal? CacheRead { get; init; }

    /// <summary>Writes with the default lifetime (Anthropic: five minutes).</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Writes with a lifetime of one hour (Anthropic).</summary>
    public decimal? CacheWrite1h { get; init; }

    public decimal? AudioInput { get; init; }

    public decimal? AudioOutput { get; init; }

    /// <summary>All rates times a factor.</summary>
    public Rates Times(decimal factor) => new()
    {
        Input = Input * factor,
        Output = Output * factor,
        CacheRead = CacheRead * factor,
        CacheWrite = CacheWrite * factor,
        CacheWrite1h = CacheWrite1h * factor,
        AudioInput = AudioInput * factor,
        AudioOutput = AudioOutput * factor,
    };
}
