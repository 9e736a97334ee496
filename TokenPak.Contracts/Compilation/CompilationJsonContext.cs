using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Compilation;

[JsonSerializable(typeof(WireHeader))]
internal sealed partial class CompilationJsonContext : JsonSerializerContext;

internal sealed record WireSplice(int Offset, int Length, int ReplacementLength, int TokensRemoved, int CompiledTokenOffset, bool IsNew);

internal sealed record WireHeader(CompileResult Result, WireSplice[] Splices);
