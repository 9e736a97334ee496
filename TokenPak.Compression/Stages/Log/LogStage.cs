using TokenPak.Compression.Content;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Log;

/// <summary>Writes what many lines share once (<see cref="LogEncoder"/>).</summary>
internal sealed class LogStage : IBlockStage
{
    public byte Id => StageId.Log;

    public int Version => 1;

    public StageKind Kind => StageKind.Reshape;

    public bool Accepts(ContentKind content) => content == ContentKind.Output;

    public bool TryApply(ReadOnlySpan<char> text, TextBuffer output) => !CodeLines.Dominate(text) && LogEncoder.TryEncode(text, output);
}
