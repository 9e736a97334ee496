using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Diff;

/// <summary>Names a changed file once (<see cref="DiffEncoder"/>); the changes themselves stay verbatim.</summary>
internal sealed class DiffStage : IBlockStage
{
    public byte Id => StageId.Diff;

    public int Version => 2;

    public StageKind Kind => StageKind.Reshape;

    public bool Accepts(ContentKind content) => content == ContentKind.Diff;

    public bool TryApply(ReadOnlySpan<char> text, TextBuffer output) => DiffEncoder.TryEncode(text, output);
}
