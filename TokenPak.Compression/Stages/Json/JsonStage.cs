using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Json;

/// <summary>Drops the blanks between JSON's tokens, where the text is JSON or lines of it are. Numbers, escapes and order stay as they are written.</summary>
internal sealed class JsonStage : IBlockStage
{
    /// <summary>Work on candidates that turn out to be no JSON, in lengths of the text.</summary>
    private const int WastePasses = 4;

    private const int MinimumLength = 32;

    public byte Id => StageId.Json;

    public int Version => 1;

    public StageKind Kind => StageKind.Format;

    public bool Accepts(ContentKind content) => content == ContentKind.Output;

    public bool TryApply(ReadOnlySpan<char> text, TextBuffer output)
    {
        var waste = (long)text.Length * WastePasses;
        var at = 0;
        var copied = 0;
        while (at < text.Length)
        {
            var candidate = NextCandidate(text, at);
            if (candidate < 0) break;
            output.Append(text[copied..candidate]);
            copied = candidate;
            var mark = output.Length;
            if (JsonMinifier.TryMinify(text[candidate..], output, out var read) && read >= MinimumLength)
            {
                at = copied = candidate + read;
                continue;
            }

            output.Truncate(mark);
            waste -= Math.Max(read, 1);
            if (waste < 0) break;
            at = candidate + 1;
        }

        output.Append(text[copied..]);
        return output.Length < text.Length;
    }

    /// <summary>The next brace or bracket with nothing but blanks before it on its line.</summary>
    private static int NextCandidate(ReadOnlySpan<char> text, int from)
    {
        while (true)
        {
            var found = text[from..].IndexOfAny('{', '[');
            if (found < 0) return -1;
            var at = from + found;
            var before = text[..at].TrimEnd(" \t");
            if (before.IsEmpty || before[^1] is '\n' or '\r') return at;
            from = at + 1;
        }
    }
}
