using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Whitespace;

/// <summary>Drops blanks at line ends and all but one of a run of blank lines; never touches indentation.</summary>
internal sealed class WhitespaceStage : IBlockStage
{
    public byte Id => StageId.Whitespace;

    public int Version => 1;

    public StageKind Kind => StageKind.Format;

    public bool Accepts(ContentKind content) => content == ContentKind.Output;

    public bool TryApply(ReadOnlySpan<char> text, TextBuffer output)
    {
        var blankLines = 0;
        var length = text.Length;
        while (true)
        {
            var newline = text.IndexOf('\n');
            var line = newline < 0 ? text : text[..newline];
            var carriage = line.EndsWith("\r");
            var kept = (carriage ? line[..^1] : line).TrimEnd(" \t");
            blankLines = kept.IsEmpty && newline >= 0 ? blankLines + 1 : 0;
            if (blankLines <= 1)
            {
                output.Append(kept);
                if (newline >= 0) output.Append(carriage ? "\r\n" : "\n");
            }

            if (newline < 0) return output.Length < length && output.Length > 0;
            text = text[(newline + 1)..];
        }
    }
}
