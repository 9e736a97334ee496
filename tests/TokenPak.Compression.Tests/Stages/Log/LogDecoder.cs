using System.Globalization;
using System.Text.RegularExpressions;

namespace TokenPak.Compression.Tests.Stages.Log;

/// <summary>Reads the rows back with nothing but their own text, the legend and the heading above.</summary>
internal static partial class LogDecoder
{
    public static string Decode(string text)
    {
        var encoded = text.Split('\n');
        var lines = new List<string>();
        var templates = new Dictionary<string, string>();
        var at = 1;
        for (; encoded[at].Length > 0; at++) templates.Add(encoded[at][..encoded[at].IndexOf('=')], encoded[at][(encoded[at].IndexOf('=') + 1)..]);
        var (before, after) = ("", "");
        foreach (var row in encoded[(at + 1)..])
        {
            if (row.StartsWith("@ "))
            {
                var hole = row.LastIndexOf('…');
                (before, after) = (row[2..hole], row[(hole + 1)..]);
                continue;
            }

            var times = Times().Match(row);
            var line = Line(times.Success ? row[..times.Index] : row, templates, before, after);
            for (var n = times.Success ? int.Parse(times.Groups[1].Value, CultureInfo.InvariantCulture) : 1; n > 0; n--) lines.Add(line);
        }

        return string.Join(encoded[0].Contains("CR LF") ? "\r\n" : "\n", lines);
    }

    private static string Line(string row, Dictionary<string, string> templates, string before, string after)
    {
        if (row.Length == 0 || !char.IsAsciiDigit(row[0])) return Message(row, templates);
        var blank = row.IndexOf(' ');
        return before + row[..blank] + after + " " + Message(row[(blank + 1)..], templates);
    }

    private static string Message(string row, Dictionary<string, string> templates)
    {
        if (row.StartsWith('|')) return row[1..];
        var words = row.Split(' ');
        if (!templates.TryGetValue(words[0], out var template)) return row;
        var values = new List<string>();
        return string.Join(' ', template.Split(' ').Select(column =>
        {
            var slot = Slot().Match(column);
            if (!slot.Success) return column;
            var number = int.Parse(slot.Groups[1].Value, CultureInfo.InvariantCulture);
            if (number > values.Count) values.Add(words[number]);
            return column[..slot.Index] + values[number - 1] + column[(slot.Index + slot.Length)..];
        }));
    }

    [GeneratedRegex(" ×([0-9]+)$")]
    private static partial Regex Times();

    [GeneratedRegex("<([0-9]+)>")]
    private static partial Regex Slot();
}
