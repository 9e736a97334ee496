using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Ansi;

/// <summary>Strips terminal escape sequences and keeps the last state of carriage-return progress lines.</summary>
internal sealed class AnsiStage : IBlockStage
{
    public byte Id => StageId.Ansi;

    public int Version => 1;

    public StageKind Kind => StageKind.Format;

    public bool Accepts(ContentKind content) => content is ContentKind.Search or ContentKind.Output;

    public bool TryApply(ReadOnlySpan<char> text, TextBuffer output)
    {
        if (text.IndexOfAny('\u001b', '\r') < 0) return false;
        while (!text.IsEmpty)
        {
            var newline = text.IndexOf('\n');
            var line = newline < 0 ? text : text[..newline];
            AppendLine(line, output);
            if (newline < 0) break;
            output.Append('\n');
            text = text[(newline + 1)..];
        }

        return true;
    }

    private static void AppendLine(ReadOnlySpan<char> line, TextBuffer output)
    {
        var start = output.Length;
        EscapeSequences.Strip(line, output);
        var plain = output.Text[start..];
        var body = plain.EndsWith("\r") ? plain[..^1] : plain; // a Windows line end is no progress
        if (body.IndexOf('\r') < 0) return;

        var kept = ProgressLine.Resolve(body) + (plain.Length == body.Length ? "" : "\r");
        output.Truncate(start);
        output.Append(kept);
    }
}
