using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Paths;

/// <summary>Groups search and listing output by file and directory (<see cref="PathEncoder"/>).</summary>
internal sealed class PathStage : IBlockStage
{
    public byte Id => StageId.Paths;

    public int Version => 1;

    public StageKind Kind => StageKind.Reshape;

    public bool Accepts(ContentKind content) => content is ContentKind.Search or ContentKind.Output;

    public bool TryApply(ReadOnlySpan<char> text, TextBuffer output) => PathEncoder.TryEncode(text, output);
}
