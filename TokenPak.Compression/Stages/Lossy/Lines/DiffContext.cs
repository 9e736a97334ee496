namespace TokenPak.Compression.Stages.Lossy.Lines;

/// <summary>In a diff the lines that did not change are the file's and can be read there; the hunk's heading says where.</summary>
internal static class DiffContext
{
    /// <summary>Marks what stays: all but the unchanged lines of hunks, of which those stay that the question names.</summary>
    public static void Judge(ReadOnlySpan<char> text, List<(int Start, int Length)> lines, Question question, bool[] kept)
    {
        var inHunk = false;
        for (var i = 0; i < kept.Length; i++)
        {
            var line = text.Slice(lines[i].Start, lines[i].Length);
            inHunk = line.StartsWith("@@") || (inHunk && !line.StartsWith("diff "));
            kept[i] = !inHunk || !(line.IsEmpty || line[0] == ' ') || question.Names(line);
        }
    }
}
