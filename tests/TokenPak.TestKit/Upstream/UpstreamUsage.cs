namespace TokenPak.TestKit.Upstream;

/// <summary>The tokens that the fake provider bills for one request, each prompt token in exactly one of the three input kinds.</summary>
public sealed record UpstreamUsage
{
    /// <summary>Prompt tokens at the plain rate.</summary>
    public long Uncached { get; init; } = 20;

    /// <summary>Prompt tokens read from the cache.</summary>
    public long CacheRead { get; init; }

    /// <summary>Prompt tokens written to the cache.</summary>
    public long CacheWrite { get; init; }

    /// <summary>The part of <see cref="CacheWrite"/> with a lifetime of an hour (Anthropic).</summary>
    public long CacheWrite1h { get; init; }

    /// <summary>Generated tokens, reasoning included.</summary>
    public long Output { get; init; } = 9;

    /// <summary>The part of <see cref="Output"/> that was reasoning.</summary>
    public long Reasoning { get; init; }

    /// <summary>The whole prompt.</summary>
    public long Prompt => Uncached + CacheRead + CacheWrite;
}
