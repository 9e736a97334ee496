using System.Text.Json;
using System.Text.Json.Nodes;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages.Json;
using TokenPak.Compression.Tests.Invariants;

namespace TokenPak.Compression.Tests.Stages;

public sealed class JsonMinifyTests
{
    [Theory]
    [InlineData("{ \"a\" : 1.0e+2 , \"a\" : -0 , \"long\" : \"  keep \\u00e9 \\/ \" }", "{\"a\":1.0e+2,\"a\":-0,\"long\":\"  keep \\u00e9 \\/ \"}")]
    [InlineData("Result:\n[ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 ]\nend  of", "Result:\n[1,2,3,4,5,6,7,8,9,10,11,12]\nend  of")]
    [InlineData("[ true, false, null, { }, [ ], \"x y\", 12345678 ]", "[true,false,null,{},[],\"x y\",12345678]")]
    public void Apply_Json_LosesItsBlanksAlone(string text, string expected)
    {
        using var output = new TextBuffer();
        Assert.True(new JsonStage().TryApply(text, output));
        Assert.Equal(expected, output.Text.ToString());
    }

    [Theory]
    [InlineData("{ \"a\": 01, \"b\": \"xxxxxxxxxxxxxxxxxxxxxxxx\" }")]
    [InlineData("{ \"a\": 1, } and some more text behind it")]
    [InlineData("{ 'a': 'python repr is not JSON', 'b': 2 }")]
    [InlineData("{ \"a\": \"tab\tinside\", \"bbbbbbbbbbbbbbbbb\": 1 }")]
    [InlineData("{ \"a\": \"\\x\", \"bbbbbbbbbbbbbbbbbbbbbbbbb\": 1 }")]
    [InlineData("text { \"not\" : \"at the start of a line, so code maybe\" }")]
    [InlineData("[ 1, 2")]
    public void Apply_AnythingElse_IsLeftAlone(string text)
    {
        using var output = new TextBuffer();
        Assert.False(new JsonStage().TryApply(text, output));
    }

    [Theory]
    [MemberData(nameof(Seeds.Few), MemberType = typeof(Seeds))]
    public void Apply_AnyJson_IsTheSameJson(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 50; i++)
        {
            var node = Generate(random, 4);
            var text = node.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
            using var output = new TextBuffer();
            var minified = new JsonStage().TryApply(text, output) ? output.Text.ToString() : text;

            Assert.True(JsonNode.DeepEquals(node, JsonNode.Parse(minified)), $"seed {seed}: {text}");
            if (text.Length > 64) Assert.Equal(node.ToJsonString(), minified);
        }
    }

    private static JsonNode Generate(Random random, int depth)
    {
        if (depth == 0) return JsonValue.Create(random.Next(3) switch { 0 => "text \n \"quoted\" \\ é", 1 => "", _ => "x" });
        return random.Next(4) switch
        {
            0 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Generate(random, depth - 1))]),
            1 => JsonValue.Create(random.Next(-1000, 1000)),
            _ => new JsonObject(Enumerable.Range(0, random.Next(5)).Select(i => KeyValuePair.Create<string, JsonNode?>($"k {i}", random.Next(6) == 0 ? null : Generate(random, depth - 1)))),
        };
    }
}
