using System.Text;

namespace TokenPak.Compression.Tests.Stages.Tables;

/// <summary>Compact JSON of a seed: uniform lists with holes, other orders, names twice, numbers spelled in odd ways, strings full of the tables' own marks.</summary>
internal sealed class JsonRolls(TextRolls rolls)
{
    private static readonly string[] Names = ["id", "name", "url", "key", "login", "a.b", "a|b", "x=y", "{z}", "<id>", "n…", " lead", "", "]", "$a", "état", "\\u0061", "\\\"q\\\""];
    private static readonly string[] Numbers = ["0", "-0", "1", "12", "1.0", "1.50e+3", "1E400", "123456789012345678901234567890", "-7"];

    public string Text()
    {
        var before = rolls.OneIn(4) ? rolls.Of(["Result:\n", "Error [1]: {x}\n", "see [\n", "{\n", "[In strings $a=x]\n", "  \t", "x "]) : "";
        var json = rolls.Next(5) switch
        {
            0 => string.Join('\n', Enumerable.Range(0, 2 + rolls.Next(6)).Select(_ => Row(Fields()))),
            1 => Value(0) + rolls.Of(["\n", "\n\n", " ", ""]) + Value(0),
            2 => List(Fields(), 2 + rolls.Next(8)),
            _ => Value(0),
        };
        return before + json + (rolls.OneIn(4) ? rolls.Of(["\n", "\ndone", "]", "\n]", "\n}"]) : "");
    }

    private string Value(int depth)
    {
        var fields = Fields();
        return rolls.Next(depth > 3 ? 2 : 8) switch
        {
            0 => rolls.Of(["true", "false", "null", "[]", "{}"]),
            1 => Scalar(0),
            2 => "[" + string.Join(',', Enumerable.Range(0, rolls.Next(4)).Select(_ => Value(depth + 1))) + "]",
            3 => "{" + string.Join(',', Enumerable.Range(0, rolls.Next(5)).Select(_ => $"\"{rolls.Of(Names)}\":{Value(depth + 1)}")) + "}",
            4 => "{" + string.Join(',', Enumerable.Range(0, 2 + rolls.Next(5)).Select(i => $"\"k{i}\":{Row(fields)}")) + "}",
            5 => "[" + string.Join(',', Enumerable.Range(0, 1 + rolls.Next(3)).Select(_ => List(fields, rolls.Next(4)))) + "]",
            6 => Encoded(List(fields, 3)),
            _ => List(fields, 2 + rolls.Next(8)),
        };
    }

    private static string Encoded(string json) => '"' + json.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';

    private List<(string Name, int Kind)> Fields()
    {
        var count = 1 + rolls.Next(6);
        var fields = new List<(string, int)>();
        for (var i = 0; i < count; i++) fields.Add((rolls.OneIn(3) ? rolls.Of(Names) : "field" + i, rolls.Next(9)));
        return rolls.OneIn(12) ? fields : [.. fields.DistinctBy(f => f.Item1)];
    }

    private string List(List<(string Name, int Kind)> fields, int rows) => "[" + string.Join(',', Enumerable.Range(0, rows).Select(_ => Row(fields))) + "]";

    private string Row(List<(string Name, int Kind)> fields)
    {
        var members = new List<string>();
        foreach (var (name, kind) in fields)
        {
            if (!rolls.OneIn(12)) members.Add($"\"{name}\":{Scalar(kind)}");
        }

        if (rolls.OneIn(15)) members.Reverse();
        if (rolls.OneIn(15)) members.Add($"\"extra{rolls.Next(3)}\":{Scalar(0)}");
        return "{" + string.Join(',', members) + "}";
    }

    private string Scalar(int kind) => kind switch
    {
        1 => rolls.Of(Numbers),
        2 => "\"open\"",
        3 => $"\"https://api.example.com/users/user{rolls.Next(3)}/repos{{/id}}\"",
        4 => $"\"user{rolls.Next(3)}\"",
        5 => $"{{\"login\":\"user{rolls.Next(3)}\",\"url\":\"https://example.com/user{rolls.Next(2)}\",\"id\":{rolls.Of(Numbers)}}}",
        6 => rolls.Of(["null", "[]", "{}", "\"\"", "[{\"a\":1}]"]),
        7 => $"\"{rolls.Next(5)}\"",
        8 => $"{rolls.Next(5)}",
        _ => String(),
    };

    private string String()
    {
        var content = new StringBuilder();
        for (var n = rolls.Next(4); n >= 0; n--)
        {
            foreach (var c in rolls.OneIn(2) ? rolls.Piece() : rolls.Of(["text", "<id>", "x…y", "$b/c", "true", "12", "json{", "\\n", "\\/", "\\u00e9", "]", "|"]))
            {
                if (c is '"' || c < ' ') content.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
                else content.Append(c);
            }
        }

        var json = content.ToString();
        return '"' + (json.Split('\\').Skip(1).All(s => s.Length > 0 && "nu/".Contains(s[0])) ? json : json.Replace("\\", "\\\\", StringComparison.Ordinal)) + '"';
    }
}
