namespace TokenPak.Contracts.Statistics;

/// <summary>One validated record of <c>POST /ingest</c>.</summary>
public sealed record IngestRecord
{
    /// <summary>The largest cost that a record may have, in US dollars: beyond it sums could overflow.</summary>
    public const decimal MaxCost = 1_000_000m;

    /// <summary>The most tokens that a record may have.</summary>
    public const long MaxTokens = 1_000_000_000_000;

    /// <summary>The id posted, or one made on arrival.</summary>
    public required Guid Id { get; init; }

    /// <summary>Model name, not empty.</summary>
    public required string Model { get; init; }

    /// <summary>Prompt tokens sent, 0 or more.</summary>
    public required long Tokens { get; init; }

    /// <summary>Cost in US dollars, 0 or more.</summary>
    public required decimal Cost { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The program that made it.</summary>
    public string? Agent { get; init; }

    /// <summary>Client session.</summary>
    public string? SessionId { get; init; }

    /// <summary>Provider, where given.</summary>
    public string? Provider { get; init; }

    /// <summary>Tokens saved, 0 or more; null is unknown.</summary>
    public long? TokensSaved { get; init; }

    /// <summary>0 to 1.</summary>
    public double? CompressionRate { get; init; }

    /// <summary>Unknown members as a JSON object, at most 4 KiB.</summary>
    public string? Extra { get; init; }
}
