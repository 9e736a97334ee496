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

    /// <summary>How long a first event waits for others to share its message, in milliseconds: each message costs a publish and a transaction. Default 150.</summary>
    [Range(0, 1000)]
    public int LingerMs { get; set; } = 150;

    /// <summary>How long the bus may take for one message, in seconds, before it goes to the spool. Default 5.</summary>
    [Range(0.01, 300)]
    public double TimeoutSeconds { get; set; } = 5;

    /// <summary>Pause after a failed publish, in seconds. Default 1.</summary>
    [Range(0, 300)]
    public double RetrySeconds { get; set; } = 1;

    /// <summary>How long a graceful stop may take to publish what waits, in seconds; what is left is spooled. Default 10.</summary>
    [Range(0, 300)]
    public double DrainSeconds { get; set; } = 10;

    /// <summary>The folder for events that the bus does not take. Default <c>spool</c> below <c>TokenPak:DataPath</c>, or below the user's own data.</summary>
    public string? SpoolPath { get; set; }

    /// <summary>Bytes that the spool may take; 0 is no spool. What it does not take waits in memory. Default 256 MiB.</summary>
    [Range(0, long.MaxValue)]
    public long SpoolMaxBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>Bytes of one file of the spool: it is deleted when all of it is sent. Default 4 MiB.</summary>
    [Range(1, 1024 * 1024 * 1024)]
    public long SpoolSegmentBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How often a gateway looks for what another one left, in seconds. Default 30.</summary>
    [Range(0.01, 86_400)]
    public double AdoptSeconds { get; set; } = 30;
}
