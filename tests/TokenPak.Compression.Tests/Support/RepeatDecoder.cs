using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Tests.Support;

/// <summary>Puts back what pointers stand for, by what they say and the blocks before alone.</summary>
internal sealed partial class RepeatDecoder
{
    private const string Place = @"((?<edge>[Ff]irst|[Ll]ast) ((?<few>\d+)( lines)?|line)|([Ll]ines? )?(?<from>\d+)(-(?<to>\d+))?)";
    private const string Names = @" (?<source>([\w-]+ in call|result|paste|document|user text) \d+(\.\d+)?)";
    private const string There = "| (?<there>there))";
    private const string Numbered = @"([Ll]ines? )?(?<first>\d+)(-(?<last>\d+))?";
    private const string ItemForm =
        "(" + Numbered + " as( " + Place + ")?( (?<by>in)" + Names + There + "|(" + Numbered + ": )?(?<text>[Tt]ext of )" + Place + "( (?<by>in|of)" + Names + There + "|" + Place + "( (?<by>of)" + Names + There + ")";

    private readonly Dictionary<string, string> _shown = [];
    private readonly Dictionary<string, int> _ordinals = [];
    private int _call = -1;
    private int _parts;
    private string? _there;
    private string _by = "";

    /// <summary>Takes note of a call's arguments.</summary>
    public void AddCall(string json)
    {
        var name = Next("call");
        if (Encoding.UTF8.GetByteCount(json) == 0) return;
        using var arguments = JsonDocument.Parse(json);
        foreach (var member in arguments.RootElement.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.String) _shown[$"{member.Name} in {name}"] = member.Value.GetString() ?? "";
        }
    }

    /// <summary>Takes note of a user's text.</summary>
    public void AddText(string text, int jsonLength)
    {
        if (jsonLength >= 256) _shown[Next("user text")] = text;
    }

    /// <summary>Decodes the next block that may be touched, in prompt order; <paramref name="call"/> is the one it answers, or -1.</summary>
    public string Decode(BlockKind kind, string text, int call = -1)
    {
        var lines = new List<string>();
        _there = null;
        foreach (var line in text.Split('\n')) lines.AddRange(Expand(line, lines));
        var decoded = string.Join('\n', lines);
        _shown[kind switch { BlockKind.Paste => Next("paste"), BlockKind.Document => Next("document"), _ => NextResult(call) }] = decoded;
        return decoded;
    }

    private string NextResult(int call)
    {
        var isPart = call >= 0 && call == _call;
        _call = call;
        if (isPart) return $"result {_ordinals["result"]}.{++_parts}";
        _parts = 1;
        return Next("result");
    }

    private string Next(string kind) => $"{kind} {_ordinals[kind] = _ordinals.GetValueOrDefault(kind) + 1}";

    private IEnumerable<string> Expand(string line, List<string> above)
    {
        if (Whole().Match(line) is { Success: true } whole && _shown.TryGetValue(whole.Groups["source"].Value, out var text)) return text.Split('\n');
        if (!Pointer().IsMatch(line)) return [line];

        // What a call is named stands at the end of the pointer alone, so that what looks like an item in it is none.
        var (place, by) = (_there, _by);
        var items = new List<string>();
        foreach (Match item in Item().Matches(line))
        {
            if (item.Groups["source"].Success) (place, by) = (item.Groups["source"].Value, item.Groups["by"].Value);
            if (place is null || !_shown.TryGetValue(place, out var source)) return [line];
            items.AddRange(Expand(item, source.Split('\n'), by, [.. above, .. items]));
        }

        (_there, _by) = (place, by);
        return items;
    }

    private static string[] Expand(Match item, string[] source, string by, List<string> above)
    {
        var first = item.Groups["first"].Success ? Number(item, "first") : -1;
        var from = item.Groups["from"].Success ? Number(item, "from") : first;
        var count = Count(item, "first", "last") ?? Count(item, "from", "to") ?? 1;
        if (item.Groups["edge"].Success) count = item.Groups["few"].Success ? Number(item, "few") : 1;
        var start = item.Groups["edge"].Value switch
        {
            "First" or "first" => 0,
            "Last" or "last" => source.Length - count,
            _ => by == "in" ? Array.FindIndex(source, l => NumberOf(l) == from) : from - 1,
        };
        var shown = source.Skip(start).Take(count);
        if (!item.Groups["text"].Success) return [.. first < 0 ? shown : shown.Select((l, i) => Renumber(l, first + i))];
        if (first < 0) return [.. shown.Select(TextOf)];
        var style = above.Last(l => NumberOf(l) >= 0);
        return [.. shown.Select((l, i) => Renumber(style[..(style.Length - TextOf(style).Length)] + l, first + i))];
    }

    private static int? Count(Match match, string first, string last) =>
        match.Groups[last].Success ? Number(match, last) - Number(match, first) + 1 : null;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static int NumberOf(string line) => Prefix().Match(line) is { Success: true } m ? Number(m, "number") : -1;

    private static string TextOf(string line) => line[Prefix().Match(line).Length..];

    private static string Renumber(string line, int number)
    {
        var digits = Prefix().Match(line).Groups["digits"].Value;
        var width = digits.StartsWith(' ') ? digits.Length : 0;
        return number.ToString(CultureInfo.InvariantCulture).PadLeft(width) + line[digits.Length..];
    }

    [GeneratedRegex(@"^\[Same as (?<source>(result|paste|document|user text) \d+(\.\d+)?)( \(.*\))?\]$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^\[(?=Lines? |Text of |First |Last )" + ItemForm + "(, " + ItemForm + @")*( \(.*\))?\]$")]
    private static partial Regex Pointer();

    [GeneratedRegex(@"(?<=^\[|^\[[^(]*, )" + ItemForm)]
    private static partial Regex Item();

    [GeneratedRegex(@"^(?<digits> *(?<number>0|[1-9]\d{0,8}))[:\t→|]")]
    private static partial Regex Prefix();
}
