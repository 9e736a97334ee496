namespace TokenPak.TestKit.Otlp;

/// <summary>An exported data point of a counter, a gauge or a histogram.</summary>
public sealed record OtlpPoint
{
    /// <summary>The resource's <c>service.name</c>.</summary>
    public string Service { get; init; } = "";

    /// <summary>The meter.</summary>
    public string Meter { get; init; } = "";

    /// <summary>The instrument.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its unit.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Values as text.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>The value; a histogram's sum.</summary>
    public required double Value { get; init; }

    /// <summary>A histogram's count; null for others.</summary>
    public long? Count { get; init; }

    /// <summary>A histogram's bounds.</summary>
    public IReadOnlyList<double> Bounds { get; init; } = [];
}
