using System.Globalization;
using System.Text.RegularExpressions;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Tests.Support;

/// <summary>Puts back what pointers stand for, by what they say and the blocks before alone.</summary>
internal sealed partial class RepeatDecoder
{
    private readonly Dictionary<string, string> _shown = [];
    private readonly int[] _ordinals = new int[3];

    /// <summary>Decodes the next block in prompt order.</summary>
    public string Decode(BlockKind kind, string text)
    {
        var lines = new List<string>();
        foreach (var line in text.Split('\n')) lines.AddRange(Expand(line));
        var decoded = string.Join('\n', lines);
        var name = kind switch
        {
            BlockKind.Paste => $"paste {++_ordinals[0]}",
            BlockKind.Document => $"document {++_ordinals[1]}",
            _ => $"tool result {++_ordinals[2]}",
        };
        _shown[name] = decoded;
        return decoded;
    }

    private IEnumerable<string> Expand(string line)
    {
        var whole = Whole().Match(line);
        if (whole.Success && Source(whole) is { } all) return all;
        var counted = Counted().Match(line);
        if (counted.Success && Source(counted) is { } source)
            return source.Skip(Number(counted, "from") - 1).Take(Number(counted, "count"));
        var numbered = Numbered().Match(line);
        if (!numbered.Success || Source(numbered) is not { } file) return [line];

        var first = Number(numbered, "first");
        var count = (numbered.Groups["last"].Success ? Number(numbered, "last") : first) - first + 1;
        var from = numbered.Groups["from"].Success ? Number(numbered, "from") : first;
        var start = Array.FindIndex(file, l => NumberOf(l) == from);
        return file.Skip(start).Take(count).Select((l, i) => Renumber(l, first + i));
    }

    private string[]? Source(Match match) => _shown.TryGetValue(match.Groups["source"].Value, out var text) ? text.Split('\n') : null;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static int NumberOf(string line) => Prefix().Match(line) is { Success: true } m ? Number(m, "number") : -1;

    private static string Renumber(string line, int number)
    {
        var prefix = Prefix().Match(line);
        var digits = prefix.Groups["digits"].Value;
        var width = digits.StartsWith(' ') ? digits.Length : 0;
        return number.ToString(CultureInfo.InvariantCulture).PadLeft(width) + line[digits.Length..];
    }

    [GeneratedRegex(@"^\[Same as (?<source>(tool result|paste|document) \d+)( \(.*\))?\]$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^\[(?<count>\d+) lines?: same as lines? (?<from>\d+)(-\d+)? of (?<source>(tool result|paste|document) \d+)( \(.*\))?\]$")]
    private static partial Regex Counted();

    [GeneratedRegex(@"^\[Lines (?<first>\d+)(-(?<last>\d+))?: same as (lines (?<from>\d+)(-\d+)? )?in (?<source>(tool result|paste|document) \d+)( \(.*\))?\]$")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^(?<digits> *(?<number>\d{1,9}))[:\t→|]")]
    private static partial Regex Prefix();
}
