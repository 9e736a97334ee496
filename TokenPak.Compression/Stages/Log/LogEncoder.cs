using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Log;

/// <summary>
/// Log lines as rows below a legend of message templates: the time's varying end, the template's id, the values of its slots. A line that begins with
/// <c>@</c> sets what stands around the rows' times; a row that comes several times in a row ends with <c>×N</c>; what fits no template stands as it is.
/// </summary>
internal static class LogEncoder
{
    private const int MaxChars = 4 * 1024 * 1024;
    private const int MaxLines = 65_536;

    /// <summary>Fewer lines do not pay for the legend.</summary>
    private const int MinLines = 6;

    public static bool TryEncode(ReadOnlySpan<char> text, TextBuffer output)
    {
        if (text.Length is < 200 or > MaxChars) return false;
        var count = text.Count('\n') + 1;
        if (count is < MinLines or > MaxLines) return false;
        using var split = LogLines.Split(text);
        var lines = split.Lines;
        using var tokens = LogTokens.Read(text, lines);
        using var miner = new TemplateMiner(tokens, lines.Length);
        var templates = miner.Mine(text, lines);
        if (split.HasStamps) StampPlan.Choose(text, lines);

        var before = output.Length;
        var writer = new LogWriter(tokens, templates, output);
        writer.Write(text, lines, split.HasStamps, split.HasCarriageReturns);
        return output.Length - before < text.Length;
    }
}
