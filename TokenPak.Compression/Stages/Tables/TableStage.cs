using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Tables;

/// <summary>Writes uniform JSON as tables (<see cref="TableEncoder"/>); in statistics a part of <c>json</c>.</summary>
internal sealed class TableStage : IBlockStage
{
    public byte Id => StageId.Json;

    public int Version => 3;

    public StageKind Kind => StageKind.Reshape;

    public bool Accepts(ContentKind content) => content == ContentKind.Output;

    public bool TryApply(ReadOnlySpan<char> text, TextBuffer output) => TableEncoder.TryEncode(text, output);
}
