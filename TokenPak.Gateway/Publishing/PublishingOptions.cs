using System.ComponentModel.DataAnnotations;

namespace TokenPak.Gateway.Publishing;

/// <summary>How events go to the bus.</summary>
internal sealed class PublishingOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "TokenPak:Publishing";

    /// <summary>Whether events are made at all; without them there are no statistics. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Finished requests that may wait in memory; beyond, they are dropped and counted as lost. Default 20,000.</summary>
    [Range(1, 10_000_000)]
    public int QueueCapacity { get; set; } = 20_000;

    /// <summary>Events in one message at most. Default 500.</summary>
    [Range(1, 10_000)]
    public int BatchSize { get; set; } = 500;

    /// <summary>How long the bus may take for one message, in seconds, before it is tried again. Default 5.</summary>
    [Range(0.01, 300)]
    public double TimeoutSeconds { get; set; } = 5;

    /// <summary>Pause after a failed publish, in seconds. Default 1.</summary>
    [Range(0, 300)]
    public double RetrySeconds { get; set; } = 1;

    /// <summary>How long a graceful stop may take to publish what waits, in seconds. Default 10.</summary>
    [Range(0, 300)]
    public double DrainSeconds { get; set; } = 10;
}
