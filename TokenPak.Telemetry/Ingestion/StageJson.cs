using System.Text.Json.Serialization;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Telemetry.Ingestion;

/// <summary>Reads and writes the <c>stages</c> column.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyList<StageSaving>))]
internal sealed partial class StageJson : JsonSerializerContext;
