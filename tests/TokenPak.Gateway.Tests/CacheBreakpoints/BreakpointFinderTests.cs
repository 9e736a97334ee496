using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TokenPak.Gateway.CacheBreakpoints;

namespace TokenPak.Gateway.Tests.CacheBreakpoints;

public sealed class BreakpointFinderTests
{
    private const string Words = "You are a careful engineer. Read before you write, and say what you did not check.";
    private const string Messages = """ "messages": [{"role":"user","content":"Hello"}] """;
    private const string Control = """{"type":"ephemeral"}""";

    [Fact]
    public void Find_SystemText_BecomesTheBlockThatItStandsFor() => Equivalent(
        $$"""{"model":"claude-sonnet-5", "system":"{{Words}}",{{Messages}}}""",
        $$"""{"cache_control":{{Control}},"model":"claude-sonnet-5","system":[{"type":"text","text":"{{Words}}","cache_control":{{Control}}}],{{Messages}}}""");

    [Fact]
    public void Find_SystemBlocks_MarksTheLast() => Equivalent(
        $$"""{"system":[{"type":"text","text":"a"},{"type":"text","text":"{{Words}}" } ],{{Messages}}}""",
        $$"""{"cache_control":{{Control}},"system":[{"type":"text","text":"a"},{"type":"text","text":"{{Words}}","cache_control":{{Control}}}],{{Messages}}}""");

    [Fact]
    public void Find_Tools_MarksTheLastThatIsAlwaysLoaded() => Equivalent(
        $$"""{"tools":[{"name":"a","input_schema":{"type":"object"} },{"name":"b","defer_loading":false},{"name":"c","defer_loading":true}],{{Messages}}}""",
        $$"""{"cache_control":{{Control}},"tools":[{"name":"a","input_schema":{"type":"object"} },{"name":"b","defer_loading":false,"cache_control":{{Control}}},{"name":"c","defer_loading":true}],{{Messages}}}""");

    [Fact]
    public void Find_MembersInAnyOrder_KeepsTheirPlaces() => Equivalent(
        $$"""{ {{Messages}} ,"system":"{{Words}}","tools":[{"name":"a"}]}""",
        $$"""{"cache_control":{{Control}},{{Messages}},"system":[{"type":"text","text":"{{Words}}","cache_control":{{Control}}}],"tools":[{"name":"a","cache_control":{{Control}}}]}""");

    [Theory]
    [InlineData("""{"system":"short","messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("""{"system":"\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n","messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("""{"system":[],"tools":[],"messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("""{"system":[{"type":"text","text":""}],"tools":[{}],"messages":[{"role":"user","content":"x"}]}""")]
    public void Find_NothingWorthMarking_LeavesTheNewestBlockAlone(string body) => Assert.Equal([Insertion.RootMarker], BreakpointFinder.Find(Encoding.UTF8.GetBytes(body)).Select(insertion => insertion.Text));

    [Theory]
    [InlineData("""{"cache_control":{"type":"ephemeral"},"messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"text","text":"x","cache_control":{"type":"ephemeral"}}]}]}""")]
    [InlineData("""{"tools":[{"name":"a","cache_control":null}],"messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("""{"messages":[]}""")]
    [InlineData("""{"model":"x"}""")]
    [InlineData("""{"system":"a","system":"b","messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}""")]
    [InlineData("[]")]
    [InlineData("")]
    public void Find_ClientsOwnMarkerOrAnUnclearBody_AddsNothing(string body) => Assert.Empty(BreakpointFinder.Find(Encoding.UTF8.GetBytes(body)));

    /// <summary>I3: what goes before the messages is the same in every turn, and the messages are the client's bytes.</summary>
    [Fact]
    public void Find_LaterTurn_BeginsWithTheBytesOfTheEarlierOne()
    {
        string[] turns = ["""{"role":"user","content":"one"}""", """{"role":"assistant","content":"two"}""", """{"role":"user","content":[{"type":"text","text":"three"}]}"""];
        var bodies = Enumerable.Range(1, turns.Length)
            .Select(count => Applied($$"""{"model":"claude-sonnet-5","tools":[{"name":"a"}],"system":"{{Words}}","messages":[{{string.Join(',', turns[..count])}}]}"""))
            .ToArray();
        for (var turn = 1; turn < bodies.Length; turn++) Assert.StartsWith(bodies[turn - 1][..^"]}".Length], bodies[turn], StringComparison.Ordinal);
    }

    private static void Equivalent(string body, string expected) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(Applied(body))), Applied(body));

    private static string Applied(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var result = new StringBuilder();
        var from = 0;
        foreach (var (offset, text) in BreakpointFinder.Find(bytes))
        {
            result.Append(Encoding.UTF8.GetString(bytes.AsSpan(from, offset - from))).Append(Encoding.UTF8.GetString(text.Span));
            from = offset;
        }

        return result.Append(Encoding.UTF8.GetString(bytes.AsSpan(from))).ToString();
    }
}
