using System.Text;
using System.Text.Json;

namespace TokenPak.EndToEnd.Tests.Privacy;

/// <summary>For each lossy stage a text that it takes, with one word everywhere: in what it leaves out and in what it keeps.</summary>
internal static class LossyTexts
{
    public static IEnumerable<(string Stage, string Text)> WithCanary(string canary) =>
    [
        ("rows", JsonSerializer.Serialize(Enumerable.Range(0, 200).Select(i => new { id = 1000 + i, name = $"{canary} n{i}", amount = 5 + i % 7, state = "open" }))),
        ("lines", string.Concat(Enumerable.Range(0, 300).Select(i => $"2026-03-30 04:{i / 60:D2}:{i % 60:D2} INFO [worker-{i % 8}] job {4000 + i} of {canary} finished in {500 + i * 7 % 97} ms\n"))),
        ("html", Page(canary)),
        ("skeleton", Code(canary)),
        ("prose", Prose(canary)),
    ];

    /// <summary>A conversation whose tools can fetch originals; code comes as a document, since what a tool read may be edited.</summary>
    public static HttpRequestMessage RequestWith(Uri address, string stage, string text, string question)
    {
        // Behind the cache minimum, since markers are added.
        question += string.Concat(Enumerable.Repeat(" Be exact in every figure.", 900));
        object[] messages = stage == "skeleton"
            ?
            [
                new { role = "user", content = question },
                new { role = "assistant", content = "Show me." },
                new { role = "user", content = new[] { new { type = "document", title = "Tides.cs", source = new { type = "text", media_type = "text/plain", data = text } } } },
            ]
            :
            [
                new { role = "user", content = question },
                new { role = "assistant", content = new[] { new { type = "tool_use", id = "toolu_1", name = "look_up", input = new { about = "harbours" } } } },
                new { role = "user", content = new[] { new { type = "tool_result", tool_use_id = "toolu_1", content = text } } },
            ];
        object Defined(string name) => new { name, input_schema = new { type = "object" } };
        var body = JsonSerializer.Serialize(new { model = "claude-haiku-4-5", max_tokens = 64, tools = new[] { Defined("look_up"), Defined("tokenpak_fetch_original") }, messages });
        var request = WireRequest.Post(address, Dialect.Anthropic, body);
        request.Headers.Add("x-tokenpak-mode", "aggressive");
        return request;
    }

    private static string Page(string canary)
    {
        var page = new StringBuilder($"<!doctype html><html><head><title>Harbours</title><script>var secret = \"{canary}\";</script><style>.x{{color:red}}</style></head><body><nav><a href=\"/{canary}\">{canary}</a></nav>");
        for (var i = 0; i < 60; i++) page.Append($"<div class=\"wide column entry-{i}\" data-{canary}=\"{i}\"><h2 id=\"h{i}\">Harbour {i}</h2><p class=\"text body\">The quay number {i} is <b>deep</b> and {canary} lies there.</p></div>");
        return page.Append("</body></html>").ToString();
    }

    private static string Code(string canary)
    {
        var code = new StringBuilder("namespace Harbours;\n\npublic sealed class Tides\n{\n");
        for (var i = 0; i < 30; i++) code.Append($"    public int Depth{i}(string port)\n    {{\n        var first = port.Length + {i};\n        var second = first * 3;\n        var name = \"{canary}\";\n        if (second > name.Length) return first;\n        return second - {i};\n    }}\n\n");
        return code.Append("}\n").ToString();
    }

    private static string Prose(string canary)
    {
        string[] who = ["pilot", "keeper", "captain", "surveyor", "clerk", "diver", "smith", "cook"];
        string[] did = ["measured the channel", "painted the northern beacon", "wrote a letter to the company", "lost a rope in the storm", "repaired the old crane", "counted the barrels on the quay", "watched the herring boats"];
        string[] when = ["before the winter came", "while the tide was falling", "after the long negotiations", "when nobody was looking", "in the year of the great frost"];
        var prose = new StringBuilder();
        for (var i = 0; i < 90; i++) prose.Append($"The {who[i % 8]} {did[i % 7]} {when[i % 5]}, and {canary} was told of it by a friend from the village.").Append(i % 6 == 5 ? "\n\n" : " ");
        return prose.ToString();
    }
}
