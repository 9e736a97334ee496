using System.Text.Json;

namespace TokenPak.EndToEnd.Tests.Faithful;

/// <summary>I3: a message of one turn has the same compiled bytes in every later turn, as the provider receives it.</summary>
public sealed class PrefixStabilityTests(SharedProduct shared) : EndToEndTest(shared)
{
    private const int Turns = 7;

    [Theory]
    [MemberData(nameof(Dialects.All), MemberType = typeof(Dialects))]
    public async Task Conversation_OverItsTurns_NeverChangesWhatWasSent(Dialect dialect)
    {
        var conversation = new AgentConversation(dialect);
        var earlier = "";
        var shrunk = 0;
        for (var turn = 1; turn <= Turns; turn++)
        {
            var body = conversation.Request(turn);
            var answer = await Answer.GetAsync(Product, dialect, body);
            Assert.Equal(200, answer.Status);

            var prefix = Prefix(answer.Seen.Body, dialect);
            Assert.StartsWith(earlier, prefix, StringComparison.Ordinal);
            if (answer.Seen.Body.Length < System.Text.Encoding.UTF8.GetByteCount(body)) shrunk++;
            earlier = prefix;
        }

        Assert.True(shrunk >= Turns - 2, $"only {shrunk} turns were compiled");
    }

    [Fact]
    public async Task Conversation_AgainstAnotherProcess_HasTheSameBytes()
    {
        var body = new AgentConversation(Dialect.Anthropic).Request(Turns);
        var here = await Answer.GetAsync(Product, Dialect.Anthropic, body);
        await using var other = await ProductShape.StartAsync();

        var there = await Answer.GetAsync(other, Dialect.Anthropic, body);

        Assert.Equal(here.Seen.Text, there.Seen.Text);
    }

    /// <summary>The conversation's messages as raw JSON, in order.</summary>
    private static string Prefix(byte[] body, Dialect dialect)
    {
        using var document = JsonDocument.Parse(body);
        return string.Concat(document.RootElement.GetProperty(ToolResults.MessagesIn(dialect)).EnumerateArray().Select(m => m.GetRawText() + "\n"));
    }
}
