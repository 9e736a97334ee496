using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Events;

/// <summary>What the router decided for one request, and what came of it.</summary>
public sealed record RequestRoute
{
    /// <summary>The rule that matched.</summary>
    [JsonPropertyName("rule")] public required string Rule { get; init; }

    /// <summary>The upstream that the request went to in the end; null where it went to none.</summary>
    [JsonPropertyName("upstream")] public string? Upstream { get; init; }

    /// <summary>The model that the client asked for, where the rule put another in its place.</summary>
    [JsonPropertyName("requested_model")] public string? RequestedModel { get; init; }

    /// <summary>The mode that the rule names.</summary>
    [JsonPropertyName("mode")] public string? Mode { get; init; }

    /// <summary>Upstreams that were left or passed over, in order, each with why: <c>eu: circuit_open</c>, <c>anthropic: 529</c>, <c>local: connection</c>.</summary>
    [JsonPropertyName("left")] public IReadOnlyList<string> Left { get; init; } = [];
}
