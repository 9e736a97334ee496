using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Events;

/// <summary>Serialises events: on the wire, and in the gateway's spool.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RequestCompletedBatch))]
public sealed partial class EventsJsonContext : JsonSerializerContext;
