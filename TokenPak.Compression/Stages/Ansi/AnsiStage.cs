using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Ansi;

/// <summary>Strips terminal escape sequences and keeps the last state of carriage-return progress lines.</summary>
internal sealed class AnsiStage : IBlockStage
{
    public byte Id => StageId.Ansi;

    public int Version => 2;

    public StageKind Kind => StageKind.Format;

    public bool Accepts(ContentKind content) => content is ContentKind.Search or ContentKind.Output;

    public bool TryApply(ReadOnlySpan<char> text, TextBuffer output)
    {
        if (text.IndexOfAny('\u001b', '\r') < 0) return false;
        using var plain = new TextBuffer();
        while (true)
        {
            var newline = text.IndexOf('\n');
            AppendLine(newline < 0 ? text : text[..newline], plain, output);
            if (newline < 0) return true;
            output.Append('\n');
            text = text[(newline + 1)..];
        }
    }

    private static void AppendLine(ReadOnlySpan<char> line, TextBuffer plain, TextBuffer output)
    {
        plain.Clear();
        EscapeSequences.Strip(line, plain);
        var body = plain.Text.EndsWith("\r") ? plain.Text[..^1] : plain.Text; // a Windows line end is no progress
        ProgressLine.Resolve(body, output);
        if (body.Length < plain.Length) output.Append('\r');
    }
}
