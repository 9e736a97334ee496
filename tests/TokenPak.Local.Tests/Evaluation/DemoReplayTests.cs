using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Local.Demo;
using TokenPak.Local.Evaluation.Replay;
using TokenPak.Local.Evaluation.Transcripts;

namespace TokenPak.Local.Tests.Evaluation;

public sealed class DemoReplayTests
{
    [Theory]
    [InlineData(PromptDialect.AnthropicMessages)]
    [InlineData(PromptDialect.OpenAIChat)]
    public void Replay_OfTheDemosConversation_IsCheaperUnderEveryRule(PromptDialect dialect)
    {
        var script = DemoScript.Load();

        var result = new ConversationReplay(new CompressionEngine(), CompressionMode.Full).Run(Transcript(script).As(dialect));

        Assert.Equal(script.Requests, result.Requests);
        Assert.Equal(0, result.Untouched);
        Assert.Equal(0, result.ChangedLater);
        Assert.True(result.BlockTokensAfter * 2 < result.BlockTokensBefore, $"{result.BlockTokensBefore} -> {result.BlockTokensAfter}");
        Assert.All(result.Bills, b => Assert.True(b.SavedPercent > 40, $"{b.Model}, {b.Cache}: {b.SavedPercent:N1} %"));
    }

    [Fact]
    public void Replay_InTwoForms_GivesTheSameBlocksWhereNothingWaits()
    {
        var transcript = Transcript(DemoScript.Load());
        var replay = new ConversationReplay(new CompressionEngine(), CompressionMode.Full);

        var anthropic = replay.Run(transcript.As(PromptDialect.AnthropicMessages));
        var chat = replay.Run(transcript.As(PromptDialect.OpenAIChat));

        Assert.Equal(anthropic.Blocks.Select(b => b.Before), chat.Blocks.Select(b => b.Before));
        Assert.Equal(anthropic.BlockTokensBefore, chat.BlockTokensBefore);
    }

    private static Transcript Transcript(DemoScript script)
    {
        var entries = new List<Entry> { new(EntryKind.User, script.Opening) };
        foreach (var (turn, t) in script.Turns.Select((turn, t) => (turn, t)))
        {
            entries.Add(new Entry(EntryKind.Assistant, turn.Say));
            entries.AddRange(turn.Calls.Select((c, i) => new Entry(EntryKind.Call, c.Input.GetRawText(), c.Tool, $"call_{t}_{i}")));
            entries.AddRange(turn.Calls.Select((c, i) => new Entry(EntryKind.Result, c.Result, Id: $"call_{t}_{i}")));
        }

        return new Transcript("demo", script.System, entries);
    }
}
