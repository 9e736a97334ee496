using System.Text;
using System.Text.Json;

namespace TokenPak.EndToEnd.Tests.BadInput;

/// <summary>
/// Bodies that no client should send: a clear answer in the caller's dialect, or every byte as it came. Never a 500 of our own, never a hang,
/// never a changed byte.
/// </summary>
public sealed class BodyTests(SharedProduct shared) : EndToEndTest(shared)
{
    public static TheoryData<Dialect, string> Cases
    {
        get
        {
            var data = new TheoryData<Dialect, string>();
            foreach (var dialect in Enum.GetValues<Dialect>())
            {
                foreach (var name in Bodies(dialect).Keys) data.Add(dialect, name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task BadBody_OfAnyKind_IsPassedOnUnchangedOrRefusedClearly(Dialect dialect, string name)
    {
        var body = Bodies(dialect)[name];
        var mark = Upstream.Requests.Mark();
        using var response = await Product.Client.SendAsync(WireRequest.Post(Product.BaseAddressFor(WireRequest.ProviderOf(dialect)), dialect, body), Cancel).InTimeAsync("an answer");
        var answer = await response.Content.ReadAsStringAsync(Cancel);

        if (Upstream.Requests.Since(mark).Count == 0)
        {
            Assert.InRange((int)response.StatusCode, 400, 499);
            Errors.OwnErrorTests.AssertEnvelope(dialect, JsonElement.Parse(answer));
            return;
        }

        var seen = Upstream.Requests.Since(mark)[0];
        Assert.Equal(seen.Status, (int)response.StatusCode);
        Assert.True(body.AsSpan().SequenceEqual(seen.Body), $"{body.Length} bytes were sent, {seen.Body.Length} other bytes arrived");
    }

    [Fact]
    public async Task Product_AfterAllOfThem_StillCompiles()
    {
        foreach (var dialect in Enum.GetValues<Dialect>())
        {
            foreach (var body in Bodies(dialect).Values)
            {
                using var response = await Product.Client.SendAsync(WireRequest.Post(Product.BaseAddressFor(WireRequest.ProviderOf(dialect)), dialect, body), Cancel).InTimeAsync("an answer");
            }

            var whole = new AgentConversation(dialect).Request(turns: 3);
            var answer = await Answer.GetAsync(Product, dialect, whole);
            Assert.NotEmpty(JsonSplices.Between(Encoding.UTF8.GetBytes(whole), answer.Seen.Body));
        }
    }

    [Fact]
    public async Task DuplicateMembers_AroundAToolResult_ChangeNothingElse()
    {
        var body = new AgentConversation(Dialect.Anthropic).Request(turns: 3).Replace("\"max_tokens\":1024,", "\"max_tokens\":7,\"max_tokens\":1024,", StringComparison.Ordinal);

        var answer = await Answer.GetAsync(Product, Dialect.Anthropic, body);

        Assert.All(JsonSplices.Between(Encoding.UTF8.GetBytes(body), answer.Seen.Body), s => Assert.Matches(Faithful.ToolResults.PathIn(Dialect.Anthropic), s.Path));
    }

    private static Dictionary<string, byte[]> Bodies(Dialect dialect)
    {
        var ask = WireRequest.Ask(dialect, "Hello.");
        var list = Faithful.ToolResults.MessagesIn(dialect);
        var model = $"\"model\":\"{WireRequest.ModelOf(dialect)}\",";
        return new Dictionary<string, byte[]>
        {
            ["empty"] = [],
            ["no JSON"] = U("this is no JSON"),
            ["cut off"] = U(ask[..(ask.Length / 2)]),
            ["trailing garbage"] = U(ask + "}}}"),
            ["trailing comma"] = U(ask[..^1] + ",}"),
            ["comment"] = U("/* hello */" + ask),
            ["array"] = U("[" + ask + "]"),
            ["number"] = U("42"),
            ["null"] = U("null"),
            ["wrong type of the list"] = U($"{{{model}\"max_tokens\":5,\"{list}\":42}}"),
            ["wrong type of an element"] = U($"{{{model}\"max_tokens\":5,\"{list}\":[1,null,true,[[]],{{}}]}}"),
            ["wrong type of the model"] = U($"{{\"model\":{{\"a\":1}},\"max_tokens\":5,\"{list}\":[]}}"),
            ["empty list"] = U($"{{{model}\"max_tokens\":5,\"{list}\":[]}}"),
            ["deep nesting"] = U($"{{{model}\"{list}\":{new string('[', 100)}{new string(']', 100)}}}"),
            ["very deep nesting"] = U($"{{{model}\"{list}\":{new string('[', 5000)}{new string(']', 5000)}}}"),
            ["duplicate members"] = U(ask[..^1] + ",\"a\":1,\"a\":2,\"model\":\"other\"}"),
            ["lone surrogate"] = U(ask.Replace("Hello.", "\\ud800 \\udfff", StringComparison.Ordinal)),
            ["lone surrogate as model"] = U($"{{\"model\":\"\\ud800\",\"{list}\":[]}}"),
            ["invalid UTF-8"] = [.. U("{\"a\":\""), 0xC3, 0x28, 0xFF, 0xFE, .. U("\"}")],
            ["invalid UTF-8 in a message"] = [.. U(ask.Split("Hello.")[0]), 0xF0, 0x28, 0x8C, 0x28, .. U(ask.Split("Hello.")[1])],
            ["byte order mark"] = [0xEF, 0xBB, 0xBF, .. U(ask)],
            ["UTF-16"] = Encoding.Unicode.GetBytes(ask),
            ["large numbers"] = U(ask[..^1] + ",\"a\":9007199254740993,\"b\":1e400,\"c\":-0.0,\"d\":123456789012345678901234567890}"),
            ["zero bytes"] = U(ask.Replace("Hello.", "\\u0000\\u0000", StringComparison.Ordinal)),
            ["unknown block"] = U($"{{{model}\"max_tokens\":5,\"{list}\":[{{\"role\":\"user\",\"type\":\"hologram\",\"content\":[{{\"type\":\"hologram\",\"x\":[1,2]}}],\"parts\":[{{\"hologram\":{{}}}}]}}]}}"),
            ["tool result of nobody"] = U($"{{{model}\"max_tokens\":5,\"{list}\":[{{\"role\":\"tool\",\"type\":\"function_call_output\",\"content\":{{\"a\":{J(TestPrompts.PrettyJson(30))}}},\"output\":null}}]}}"),
        };
    }

    private static byte[] U(string text) => Encoding.UTF8.GetBytes(text);

    private static string J(string text) => WireRequest.Json(text);
}
