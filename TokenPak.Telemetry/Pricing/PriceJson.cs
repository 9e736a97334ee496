using System.Text.Json;
using System.Text.Json.Serialization;

namespace TokenPak.Telemetry.Pricing;

/// <summary>Reads <c>prices.json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Disallow)]
[JsonSerializable(typeof(IReadOnlyList<ModelPrice>))]
internal sealed partial class PriceJson : JsonSerializerContext;
