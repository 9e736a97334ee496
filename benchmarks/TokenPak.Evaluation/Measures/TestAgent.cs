using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TokenPak.Evaluation.Measures;

/// <summary>
/// An agent whose edits demand an exact old text in one piece. It makes the transcript's own edits, and after each file it reads it also quotes every one to four
/// lines that stand there. An edit fails where its text stands in what was sent without TokenPak and not in what was sent with it.
/// </summary>
internal sealed partial class TestAgent
{
    private const int MaxQuote = 4;

    private readonly List<string> _without = [];
    private readonly List<string> _with = [];
    private readonly HashSet<string> _quotes = new(StringComparer.Ordinal);

    public int Edits { get; private set; }

    public int Failed { get; private set; }

    public void Read(string without, string with, bool isFile)
    {
        _without.Add(Plain(without));
        _with.Add(Plain(with));
        if (!isFile) return;
        var raw = without.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        var lines = _without[^1].Split('\n');
        var numbered = raw.Any(l => NumberOf(l) >= 0);
        for (var at = 0; at < lines.Length; at++)
        {
            // In a numbered view the file is what stands behind numbers in a row; around it speaks the viewer.
            for (var length = 1; length <= MaxQuote && at + length <= lines.Length; length++)
            {
                if (numbered && (NumberOf(raw[at]) < 0 || NumberOf(raw[at + length - 1]) != NumberOf(raw[at]) + length - 1)) break;
                var quote = string.Join('\n', lines.AsSpan(at, length));
                if (quote.Trim().Length > 0 && _quotes.Add(quote)) Try(quote);
            }
        }

        _quotes.Clear();
    }

    /// <summary>A call of the transcript: an edit where it quotes what it replaces.</summary>
    public void Edit(string arguments)
    {
        if (OldText(arguments) is { Length: > 0 } old && _without.Exists(t => t.Contains(old, StringComparison.Ordinal))) Try(old);
        Read(arguments, arguments, isFile: false);
        foreach (var text in Strings(arguments)) Read(text, text, isFile: false);
    }

    private void Try(string old)
    {
        Edits++;
        for (var i = _with.Count - 1; i >= 0; i--)
        {
            if (_with[i].Contains(old, StringComparison.Ordinal)) return;
        }

        Failed++;
    }

    private static string? OldText(string arguments)
    {
        try
        {
            using var json = JsonDocument.Parse(arguments);
            foreach (var name in (string[])["old_string", "old_str", "search", "old_text"])
            {
                if (json.RootElement.TryGetProperty(name, out var old) && old.ValueKind == JsonValueKind.String) return old.GetString();
            }
        }
        catch (JsonException)
        {
            // Broken arguments quote nothing.
        }

        return null;
    }

    /// <summary>The texts among a call's arguments.</summary>
    public static List<string> Strings(string arguments)
    {
        try
        {
            using var json = JsonDocument.Parse(arguments);
            return [.. json.RootElement.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.String).Select(m => m.Value.GetString() ?? "")];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>The text without the numbers that a viewer puts before lines.</summary>
    public static string Plain(string text) => Number().Replace(text.Replace("\r\n", "\n", StringComparison.Ordinal), "");

    private static int NumberOf(string line) =>
        Number().Match(line) is { Success: true } found ? int.Parse(found.ValueSpan[..^1], CultureInfo.InvariantCulture) : -1;

    [GeneratedRegex(@"^ *\d{1,9}[:\t→|]", RegexOptions.Multiline)]
    private static partial Regex Number();
}
