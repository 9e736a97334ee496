namespace TokenPak.TestKit.Otlp;

/// <summary>An exported span. Ids are in hexadecimal; an absent one is empty.</summary>
public sealed record OtlpSpan
{
    /// <summary>The resource's <c>service.name</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The activity source.</summary>
    public required string Source { get; init; }

    /// <summary>The trace.</summary>
    public required string TraceId { get; init; }

    /// <summary>The span itself.</summary>
    public required string SpanId { get; init; }

    /// <summary>What it stands below.</summary>
    public required string ParentSpanId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its kind.</summary>
    public required OtlpSpanKind Kind { get; init; }

    /// <summary>Nanoseconds since 1970.</summary>
    public required ulong Start { get; init; }

    /// <summary>Nanoseconds since 1970.</summary>
    public required ulong End { get; init; }

    /// <summary>Values as text; those of lists joined by commas.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>Spans that it is linked to.</summary>
    public required IReadOnlyList<(string TraceId, string SpanId)> Links { get; init; }

    /// <summary>Whether its status is an error.</summary>
    public required bool IsError { get; init; }

    /// <summary>An attribute; empty where there is none.</summary>
    public string this[string attribute] => Attributes.GetValueOrDefault(attribute, "");
}

/// <summary>Kinds of spans, as OTLP numbers them.</summary>
public enum OtlpSpanKind
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>Within a process.</summary>
    Internal = 1,

    /// <summary>A request that came in.</summary>
    Server = 2,

    /// <summary>A call that went out.</summary>
    Client = 3,

    /// <summary>A message that went out.</summary>
    Producer = 4,

    /// <summary>A message that came in.</summary>
    Consumer = 5,
}
