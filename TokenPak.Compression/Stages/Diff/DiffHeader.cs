using System.Buffers;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Diff;

/// <summary>The lines with which git announces a changed file, where they say nothing but its path, its mode and the two blobs.</summary>
internal readonly ref struct DiffHeader
{
    public const string GitLine = "diff --git a/";
    public const string ShortLine = "diff ";
    public const string Index = " index ";
    private const string NoFile = "/dev/null";
    private static readonly SearchValues<char> ModeChars = SearchValues.Create("01234567");
    private static readonly SearchValues<char> IndexChars = SearchValues.Create("0123456789abcdef. ");

    private ReadOnlySpan<char> Path { get; init; }

    private ReadOnlySpan<char> Change { get; init; }

    private ReadOnlySpan<char> Mode { get; init; }

    private ReadOnlySpan<char> Blobs { get; init; }

    /// <summary>How many characters of the text it covers, its last line end included.</summary>
    public int Length { get; private init; }

    public static bool TryRead(ReadOnlySpan<char> text, out DiffHeader header)
    {
        header = default;
        var rest = text;
        if (!text.StartsWith(GitLine) || !TryLine(ref rest, "diff --git ", out var names) || !TryPath(names, out var path)) return false;
        ReadOnlySpan<char> change = default;
        if (TryLine(ref rest, "new file mode ", out var mode)) change = "new";
        else if (TryLine(ref rest, "deleted file mode ", out mode)) change = "deleted";
        if (mode.ContainsAnyExcept(ModeChars)) return false;
        if (TryLine(ref rest, "index ", out var blobs) && (blobs.IsEmpty || blobs.ContainsAnyExcept(IndexChars))) return false;
        if (!TryLine(ref rest, "--- ", out var from) || !Names(from, "a/", path, change is "new")) return false;
        if (!TryLine(ref rest, "+++ ", out var to) || !Names(to, "b/", path, change is "deleted")) return false;
        header = new DiffHeader { Path = path, Change = change, Mode = mode, Blobs = blobs, Length = text.Length - rest.Length };
        return true;
    }

    public void Write(TextBuffer output)
    {
        output.Append(ShortLine);
        output.Append(Path);
        if (!Change.IsEmpty)
        {
            output.Append(' ');
            output.Append(Change);
            output.Append(' ');
            output.Append(Mode);
        }

        if (!Blobs.IsEmpty)
        {
            output.Append(Index);
            output.Append(Blobs);
        }

        output.Append('\n');
    }

    private static bool TryLine(scoped ref ReadOnlySpan<char> text, scoped ReadOnlySpan<char> start, out ReadOnlySpan<char> rest)
    {
        rest = default;
        var newline = text.IndexOf('\n');
        if (newline < 0 || !text.StartsWith(start) || newline < start.Length) return false;
        rest = text[start.Length..newline];
        text = text[(newline + 1)..];
        return true;
    }

    /// <summary><c>a/PATH b/PATH</c>, both the same, and nothing in it that the short line uses.</summary>
    private static bool TryPath(ReadOnlySpan<char> names, out ReadOnlySpan<char> path)
    {
        path = default;
        var length = (names.Length - 5) / 2;
        if (length < 1 || names.Length != (2 * length) + 5) return false;
        path = names.Slice(2, length);
        return names[(2 + length)..].StartsWith(" b/") && names[(5 + length)..].SequenceEqual(path)
            && path.IndexOf(Index) < 0 && path.IndexOf(" new ") < 0 && path.IndexOf(" deleted ") < 0 && !path.StartsWith("-") && path.IndexOf('\r') < 0;
    }

    private static bool Names(ReadOnlySpan<char> name, ReadOnlySpan<char> side, ReadOnlySpan<char> path, bool isNone) =>
        isNone ? name is NoFile : name.StartsWith(side) && name[side.Length..].SequenceEqual(path);
}
