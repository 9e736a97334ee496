using System.Text.Json;
using System.Text.Json.Serialization;
using TokenPak.Contracts.Events;

namespace TokenPak.Telemetry.Ingestion;

/// <summary>Reads and writes the <c>route</c> column.</summary>
internal static class RouteColumn
{
    private const int NameLength = 64;
    private const int MaxLeft = 16;

    /// <summary>The route, cleaned and bounded, as JSON.</summary>
    public static string? Write(RequestRoute? route) => route is null ? null : JsonSerializer.Serialize(
        new RequestRoute
        {
            Rule = CleanText.Of(route.Rule, NameLength) ?? "unknown",
            Upstream = CleanText.Of(route.Upstream, NameLength),
            RequestedModel = CleanText.Of(route.RequestedModel, CleanText.ModelLength),
            Mode = CleanText.Of(route.Mode, NameLength),
            Left = [.. (route.Left ?? []).Take(MaxLeft).Select(left => CleanText.Of(left, 2 * NameLength) ?? "unknown")],
        },
        RouteJson.Default.RequestRoute);

    public static RequestRoute? Read(string? json) => json is null ? null : JsonSerializer.Deserialize(json, RouteJson.Default.RequestRoute);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RequestRoute))]
internal sealed partial class RouteJson : JsonSerializerContext;
