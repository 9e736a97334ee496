using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Tests.Support;

/// <summary>Puts back what pointers stand for, by what they say and the blocks before alone.</summary>
internal sealed partial class RepeatDecoder
{
    private const string Place = @"((?<edge>[Ff]irst|[Ll]ast) ((?<few>\d+) lines|line) |[Ll]ines? (?<from>\d+)(-(?<to>\d+))? )";
    private const string Source = @"(?<source>([\w-]+ in tool call|tool result|paste|document|user text) \d+)( \(.*\))?\]";

    private readonly Dictionary<string, string> _shown = [];
    private readonly Dictionary<string, int> _ordinals = [];

    /// <summary>Takes note of a call's arguments.</summary>
    public void AddCall(string json)
    {
        var name = Next("tool call");
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

    /// <summary>Decodes the next block that may be touched, in prompt order.</summary>
    public string Decode(BlockKind kind, string text)
    {
        var lines = new List<string>();
        foreach (var line in text.Split('\n')) lines.AddRange(Expand(line, lines));
        var decoded = string.Join('\n', lines);
        _shown[Next(kind switch { BlockKind.Paste => "paste", BlockKind.Document => "document", _ => "tool result" })] = decoded;
        return decoded;
    }

    private string Next(string kind) => $"{kind} {_ordinals[kind] = _ordinals.GetValueOrDefault(kind) + 1}";

    private string[] Expand(string line, List<string> above)
    {
        var pointer = Pointer().Match(line);
        if (!pointer.Success || !_shown.TryGetValue(pointer.Groups["source"].Value, out var text)) return [line];
        var source = text.Split('\n');
        if (pointer.Groups["whole"].Success) return source;

        var first = pointer.Groups["first"].Success ? Number(pointer, "first") : -1;
        var from = pointer.Groups["from"].Success ? Number(pointer, "from") : first;
        var count = Count(pointer, "first", "last") ?? Count(pointer, "from", "to") ?? 1;
        if (pointer.Groups["edge"].Success) count = pointer.Groups["few"].Success ? Number(pointer, "few") : 1;
        var start = pointer.Groups["edge"].Value switch
        {
            "First" or "first" => 0,
            "Last" or "last" => source.Length - count,
            _ => pointer.Groups["by"].Value == "in" ? Array.FindIndex(source, l => NumberOf(l) == from) : from - 1,
        };
        var shown = source.Skip(start).Take(count);
        if (pointer.Groups["same"].Success) return [.. first < 0 ? shown : shown.Select((l, i) => Renumber(l, first + i))];
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

    [GeneratedRegex(@"^\[((?<whole>Same as )|((?<same>)|(?<text>Text of )|Lines? (?<first>\d+)(-(?<last>\d+))?((?<same> as )|: text of ))" + Place + @"(?<by>in|of) |Lines? (?<first>\d+)(-(?<last>\d+))?(?<same> as )(?<by>in) )" + Source + "$")]
    private static partial Regex Pointer();

    [GeneratedRegex(@"^(?<digits> *(?<number>0|[1-9]\d{0,8}))[:\t→|]")]
    private static partial Regex Prefix();
}
