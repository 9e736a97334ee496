using System.Text;
using System.Text.RegularExpressions;

namespace TokenPak.Compression.Tests.Stages.Tables;

/// <summary>A recursive reader of JSON, tables, and strings that hold either; writes compact JSON.</summary>
internal sealed partial class TableReader(string text, int start, Dictionary<char, string> prefixes)
{
    private bool _oneCell;

    public int At { get; private set; } = start;

    private char Now => At < text.Length ? text[At] : '\0';

    public string Value()
    {
        SkipBlanks();
        if (Is("json")) return Encoded();
        if (Is("[groups\n")) return Table("[groups\n", "]");
        if (Is("[\n")) return Table("[\n", "]");
        if (Is("{\n<key>")) return Keyed();
        if (Is("{\n")) return Table("{\n", "}");
        return Now switch
        {
            '{' => Members('}', named: true),
            '[' => Members(']', named: false),
            '"' => Expand(JsonString()),
            _ => Literal(),
        };
    }

    private string Encoded()
    {
        At += 4;
        if (Now is not ('{' or '[')) throw new FormatException();
        var inner = new TableReader(text, At, []);
        var json = inner.Value();
        At = inner.At;
        return '"' + json.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';
    }

    private string Members(char end, bool named)
    {
        var output = new StringBuilder().Append(Now);
        At++;
        SkipBlanks();
        for (var first = true; Now != end; first = false)
        {
            if (!first) Expect(',', output);
            SkipBlanks();
            if (named)
            {
                output.Append(JsonString());
                SkipBlanks();
                Expect(':', output);
            }

            output.Append(Value());
            SkipBlanks();
        }

        At++;
        return output.Append(end).ToString();
    }

    private string Table(string opening, string closing)
    {
        At += opening.Length;
        var columns = Header('\n');
        _oneCell = columns.Sum(c => c.Cells) == 1;
        var groups = new List<List<string>> { new() };
        Take('\n');
        while (!(Is(closing) && text[At - 1] == '\n'))
        {
            if (Now == '\n')
            {
                Take('\n');
                groups.Add([]);
                continue;
            }

            groups[^1].Add(Other() ?? Row(columns));
            Take('\n');
        }

        At += closing.Length;
        if (closing == "}") return string.Join('\n', groups[0]);
        var arrays = groups.Select(g => "[" + string.Join(',', g) + "]");
        return opening == "[\n" ? arrays.Single() : "[" + string.Join(',', arrays) + "]";
    }

    /// <summary>The members of an object, their names in the first column.</summary>
    private string Keyed()
    {
        At += 2;
        var columns = Header('\n');
        var members = new List<string>();
        while (true)
        {
            Take('\n');
            if (Now == '}') break;
            var cells = new Dictionary<TableReaderColumn, string>();
            var first = true;
            ReadCells(columns, cells, ref first);
            members.Add(columns[0].Value(columns, columns, cells) + ":" + Object(columns[1..], columns, cells));
        }

        At++;
        return "{" + string.Join(',', members) + "}";
    }

    private List<TableReaderColumn> Header(char end)
    {
        var columns = new List<TableReaderColumn>();
        while (true)
        {
            var name = Now == '"' ? JsonString()[1..^1] : Until("|={}\n");
            if (name == "<key>") name = "key";
            var column = new TableReaderColumn(name);
            columns.Add(column);
            if (Now == '{')
            {
                At++;
                column.Members = Header('}');
                Take('}');
            }
            else if (Now == '=')
            {
                At++;
                column.Definition = Now is '"' or '{' or '[' ? PlainJson() : Definition();
            }

            if (Now == end) return columns;
            Take('|');
        }
    }

    /// <summary>An object that is no row: it has the line to itself.</summary>
    private string? Other()
    {
        var from = At;
        if (Now == '{')
        {
            var json = PlainJson();
            if (Now == '\n' && !_oneCell) return json;
            At = from;
        }

        return null;
    }

    private string Row(List<TableReaderColumn> columns)
    {
        var cells = new Dictionary<TableReaderColumn, string>();
        var first = true;
        ReadCells(columns, cells, ref first);
        return Object(columns, columns, cells) ?? throw new FormatException("an empty row");
    }

    private void ReadCells(List<TableReaderColumn> columns, Dictionary<TableReaderColumn, string> cells, ref bool first)
    {
        foreach (var column in columns)
        {
            if (column.Members is not null) ReadCells(column.Members, cells, ref first);
            if (column.Members is not null || !column.IsInRows) continue;
            if (!first) Take('|');
            first = false;
            cells[column] = Now is '"' or '{' or '[' ? PlainJson() : Until("|\n");
        }
    }

    private static string? Object(List<TableReaderColumn> columns, List<TableReaderColumn> root, Dictionary<TableReaderColumn, string> cells)
    {
        var members = new List<string>();
        foreach (var column in columns)
        {
            var value = column.Members is not null ? Object(column.Members, root, cells) : column.Value(columns, root, cells);
            if (value is not null) members.Add($"\"{column.Name}\":{value}");
        }

        return members.Count == 0 ? null : "{" + string.Join(',', members) + "}";
    }

    /// <summary>JSON without tables.</summary>
    private string PlainJson()
    {
        if (Now == '"') return JsonString();
        var reader = new TableReader(text, At, prefixes);
        var json = reader.Value();
        At = reader.At;
        return json;
    }

    private string Definition()
    {
        var from = At;
        for (var depth = 0; Now is not ('|' or '\n' or '\0'); At++)
        {
            if (Now == '}' && depth == 0) break;
            depth += Now == '{' ? 1 : Now == '}' ? -1 : 0;
        }

        return text[from..At];
    }

    private string Expand(string json) =>
        json.Length > 3 && json[1] == '$' && prefixes.TryGetValue(json[2], out var prefix) ? "\"" + prefix + json[3..] : json;

    private string JsonString()
    {
        var match = Strings().Match(text, At);
        if (!match.Success) throw new FormatException();
        At += match.Length;
        return match.Value;
    }

    private string Literal()
    {
        var match = Literals().Match(text, At);
        if (!match.Success) throw new FormatException();
        At += match.Length;
        return match.Value;
    }

    private string Until(string stops)
    {
        var end = text.IndexOfAny(stops.ToCharArray(), At);
        if (end < 0) throw new FormatException();
        var piece = text[At..end];
        At = end;
        return piece;
    }

    private bool Is(string word) => string.CompareOrdinal(text, At, word, 0, word.Length) == 0;

    private void SkipBlanks()
    {
        if (Is("[\n") || Is("{\n")) return;
        while (Now is ' ' or '\t' or '\n' or '\r') At++;
    }

    private void Take(char c)
    {
        if (Now != c) throw new FormatException();
        At++;
    }

    private void Expect(char c, StringBuilder output)
    {
        Take(c);
        output.Append(c);
    }

    [GeneratedRegex("""\G"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"(?s)""")]
    private static partial Regex Strings();

    [GeneratedRegex("""\G(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)""")]
    public static partial Regex Literals();
}
