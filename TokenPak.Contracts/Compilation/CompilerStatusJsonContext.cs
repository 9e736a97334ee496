using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Compilation;

/// <summary>Serialises the compiler's status.</summary>
[JsonSerializable(typeof(CompilerStatus))]
public sealed partial class CompilerStatusJsonContext : JsonSerializerContext;
