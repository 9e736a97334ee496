using System.ComponentModel.DataAnnotations;

namespace TokenPak.Gateway.Breakers;

/// <summary>When a provider that fails is left alone.</summary>
internal sealed class BreakerOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "TokenPak:CircuitBreaker";

    /// <summary>Whether there are circuit breakers at all. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The share of failures in <see cref="WindowSeconds"/> that opens a breaker, above 0 to 1. Default 0.5.</summary>
    [Range(0.01, 1)]
    public double FailureRatio { get; set; } = 0.5;

    /// <summary>With fewer requests than this in the window no breaker opens. Default 10.</summary>
    [Range(2, 1_000_000)]
    public int MinimumRequests { get; set; } = 10;

    /// <summary>How far back failures are counted, in seconds. Default 30.</summary>
    [Range(1, 3600)]
    public double WindowSeconds { get; set; } = 30;

    /// <summary>How long an open breaker keeps requests away before it lets one through to see, in seconds. Default 15.</summary>
    [Range(0.5, 3600)]
    public double BreakSeconds { get; set; } = 15;
}
