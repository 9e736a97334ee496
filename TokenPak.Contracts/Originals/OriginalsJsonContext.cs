using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Originals;

/// <summary>Serialises questions for originals, and answers.</summary>
[JsonSerializable(typeof(OriginalQuery))]
[JsonSerializable(typeof(OriginalText))]
[JsonSerializable(typeof(OriginalsState))]
public sealed partial class OriginalsJsonContext : JsonSerializerContext;
