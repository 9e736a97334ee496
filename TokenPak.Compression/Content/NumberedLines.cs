namespace TokenPak.Compression.Content;

/// <summary>Lines that begin with their number in the file: <c>12:text</c>, <c>12→text</c>, <c>12&lt;tab&gt;text</c>, <c>12| text</c>.</summary>
internal static class NumberedLines
{
    /// <summary>Lines whose numbers go up by one, in a row, from which a text counts as a file shown.</summary>
    private const int Enough = 5;

    public static bool Dominate(ReadOnlySpan<char> text)
    {
        var row = 0;
        var expected = -1L;
        foreach (var line in text.EnumerateLines())
        {
            var number = TryRead(line, out _);
            row = number >= 0 && number == expected ? row + 1 : 0;
            if (row >= Enough) return true;
            expected = number < 0 ? -1 : number + 1;
        }

        return false;
    }

    /// <summary>The line's number and where its text begins, or -1.</summary>
    public static long TryRead(ReadOnlySpan<char> line, out int textStart)
    {
        textStart = 0;
        var at = 0;
        while (at < line.Length && line[at] == ' ') at++;
        var number = 0L;
        var first = at;
        while (at < line.Length && char.IsAsciiDigit(line[at]) && at - first < 9) number = (number * 10) + (line[at++] - '0');
        if (at == first || at >= line.Length || line[at] is not (':' or '\t' or '→' or '|')) return -1;
        textStart = at + 1;
        return number;
    }
}
