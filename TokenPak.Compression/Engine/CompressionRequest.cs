using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Engine;

/// <summary>One body to compress.</summary>
public sealed record CompressionRequest
{
    /// <summary>The body as the client sent it, decompressed. Only read while a call runs.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The body's shape.</summary>
    public required PromptDialect Dialect { get; init; }

    /// <summary>How much may be done.</summary>
    public CompressionMode Mode { get; init; } = CompressionMode.Full;

    /// <summary>The only stages to run, of those that the mode has; null for all of them.</summary>
    public IReadOnlyCollection<string>? OnlyStages { get; init; }

    /// <summary>Whose cache rules hold: <c>anthropic</c>, <c>openai</c>, <c>google</c> …</summary>
    public required string Provider { get; init; }

    /// <summary>The model, where the body does not name it.</summary>
    public string? Model { get; init; }

    /// <summary>On what terms <see cref="CompressionMode.Aggressive"/> may leave text out; null where it may not.</summary>
    public LossTerms? Loss { get; init; }

    /// <summary>Enters every cache key, so that tenants share nothing.</summary>
    public string Tenant { get; init; } = "";
}
