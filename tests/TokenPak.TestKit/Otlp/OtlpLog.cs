namespace TokenPak.TestKit.Otlp;

/// <summary>An exported log line.</summary>
public sealed record OtlpLog
{
    /// <summary>The resource's <c>service.name</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The logger's category.</summary>
    public required string Category { get; init; }

    /// <summary>The line.</summary>
    public required string Text { get; init; }

    /// <summary>Its attributes, those of scopes included.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>The trace it was written in; empty where there was none.</summary>
    public required string TraceId { get; init; }
}
