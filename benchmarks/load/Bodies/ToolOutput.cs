using System.Globalization;
using System.Text;

namespace TokenPak.Load.Bodies;

/// <summary>What a coding agent's tools print.</summary>
internal static class ToolOutput
{
    /// <summary>A file as the reading tool shows it, with numbered lines.</summary>
    public static string File(Words words, int characters) => Fill(characters, line => string.Create(CultureInfo.InvariantCulture, $"{line,6}\t{Code(words, line)}"));

    /// <summary>Hits of a search.</summary>
    public static string Search(Words words, int characters)
    {
        var path = words.Path();
        return Fill(characters, line =>
        {
            if (line % 4 == 0) path = words.Path();
            return string.Create(CultureInfo.InvariantCulture, $"{path}:{(line * 7) + words.Next(7)}:{Code(words, line).TrimEnd()}");
        });
    }

    /// <summary>A test run on a terminal: colours, a progress line, trailing blanks.</summary>
    public static string TestRun(Words words, int characters) => Fill(characters, line => (line % 12) switch
    {
        0 => string.Join('\r', Enumerable.Range(0, 6).Select(step => $"Running tests... {step * 20}%")),
        5 => $"\u001b[31m  FAIL\u001b[0m {words.Path()} \u001b[2m({words.Next(90)} ms)\u001b[0m   ",
        6 => $"    Expected: {words.Next(1000)}\n    Actual:   {words.Next(1000)}   ",
        _ => $"\u001b[32m  PASS\u001b[0m {words.Path()} \u001b[2m({words.Next(90)} ms)\u001b[0m",
    });

    /// <summary>A list from an HTTP API, indented as the server's debugging view prints it.</summary>
    public static string Json(Words words, int characters)
    {
        var items = Fill(characters - 40, line => string.Create(CultureInfo.InvariantCulture, $$"""
                {
                  "id": "{{words.Hex(8)}}",
                  "kind": "{{words.Word()}}",
                  "url": "https://api.example.com/v2/{{words.Word()}}s/{{line}}",
                  "amount": {{words.Next(90000)}}.{{words.Next(90) + 10}},
                  "active": {{(words.Next(2) == 0 ? "true" : "false")}}
                },
            """));
        return $"{{\n  \"items\": [\n{items.TrimEnd(',', '\n')}\n  ]\n}}";
    }

    /// <summary>A build's log.</summary>
    public static string Build(Words words, int characters) => Fill(characters, line =>
        string.Create(CultureInfo.InvariantCulture, $"2026-03-0{1 + (line % 9)}T10:{line % 60:00}:{words.Next(60):00}.{words.Next(1000):000}Z info: Build[{line % 5}] {words.Type()} -> artifacts/bin/{words.Type()}/release/{words.Type()}.dll"));

    /// <summary>A change set.</summary>
    public static string Diff(Words words, int characters) => Fill(characters, line => (line % 14) switch
    {
        1 => $"diff --git a/{words.Path()} b/{words.Path()}\nindex {words.Hex(7)}..{words.Hex(7)} 100644",
        2 => $"@@ -{line},{words.Next(9) + 3} +{line},{words.Next(9) + 3} @@",
        5 or 6 => "-" + Code(words, line),
        7 or 8 or 9 => "+" + Code(words, line),
        _ => " " + Code(words, line),
    });

    private static string Code(Words words, int line) => (line % 9) switch
    {
        1 => $"    public {words.Type()} Get{words.Type()}({words.Type()} {words.Word()}, int {words.Word()})",
        2 => "    {",
        8 => "    }",
        0 => "",
        4 => $"        if ({words.Word()}.{words.Type()} is null) return _{words.Word()}.{words.Name()}({words.Next(100)});",
        5 => $"        // {words.Sentence()}",
        _ => $"        var {words.Word()} = _{words.Word()}.{words.Type()}({words.Word()}, \"{words.Word()}\");",
    };

    private static string Fill(int characters, Func<int, string> line)
    {
        var text = new StringBuilder(characters + 256);
        for (var number = 1; text.Length < characters; number++) text.Append(line(number)).Append('\n');
        return text.ToString();
    }
}
