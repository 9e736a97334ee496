using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;

namespace TokenPak.Compression.Injection;

/// <summary>
/// Finds where a prompt's user speaks, so that reference material can be added to what was said. Messages that hold tool results are the agent's, not the
/// user's; a text that is a client's reminder is no speech.
/// </summary>
public sealed class UserTurns
{
    private readonly CompressionPlan _plan;

    private UserTurns(CompressionPlan plan, IReadOnlyList<UserTurn> turns)
    {
        _plan = plan;
        All = turns;
    }

    /// <summary>The turns in prompt order.</summary>
    public IReadOnlyList<UserTurn> All { get; }

    private ReadOnlySpan<byte> Body => _plan.Request.Body.Span;

    /// <summary>Reads a scanned body; one that was not understood has none.</summary>
    public static UserTurns Of(CompressionPlan plan)
    {
        var turns = new List<UserTurn>();
        if (plan.Document is not { } document) return new UserTurns(plan, turns);
        var body = plan.Request.Body.Span;
        var blocks = document.Blocks;
        var lastOther = -1;
        for (var first = 0; first < blocks.Length;)
        {
            var end = first + 1;
            while (end < blocks.Length && blocks[end].Message == blocks[first].Message && blocks[end].Segment == blocks[first].Segment) end++;
            var message = blocks[first..end];
            if (message[0].Segment == PromptSegment.Messages && message[0].Role is BlockRole.User or BlockRole.Tool) lastOther = message[0].Message;
            var place = PlaceIn(body, message);
            if (place >= 0)
            {
                var at = message[place].Range;
                turns.Add(new UserTurn(at.Start + at.Length, message[^1].ChainHash, message[0].Message > document.LastAssistantMessage, IsNewest: false) { Blocks = first..end });
            }

            first = end;
        }

        // Only the last message that is neither the model's nor an instruction can be the newest: Claude Code and Codex end the user's turn with one.
        for (var i = 0; i < turns.Count; i++) turns[i] = turns[i] with { IsNewest = blocks[turns[i].Blocks.Start].Message == lastOther };
        return new UserTurns(plan, turns);
    }

    /// <summary>What the user said in a turn, without what was pasted into it.</summary>
    public string WordsOf(UserTurn turn) => TextOf(turn, BlockKind.Text);

    /// <summary>All of a turn's text, pastes and documents too.</summary>
    public string TextOf(UserTurn turn) => TextOf(turn, null);

    /// <summary>JSON string content for a text.</summary>
    public static ReadOnlyMemory<byte> Encode(string text) => JsonText.Encode(text);

    private string TextOf(UserTurn turn, BlockKind? only)
    {
        using var text = new TextBuffer();
        foreach (ref readonly var block in (_plan.Document ?? throw new InvalidOperationException("Nothing was scanned.")).Blocks[turn.Blocks])
        {
            if (block.Kind == BlockKind.Opaque || (only is { } kind && (block.Kind != kind || IsReminder(Body, block)))) continue;
            if (text.Length > 0) text.Append('\n');
            JsonText.Decode(block.Range.In(Body), text);
        }

        return text.Text.ToString();
    }

    /// <summary>The last block of a message that ends a string of the user's own; -1 where there is none.</summary>
    private static int PlaceIn(ReadOnlySpan<byte> body, ReadOnlySpan<PromptBlock> message)
    {
        if (message[0].Segment != PromptSegment.Messages || message[0].Role != BlockRole.User) return -1;
        foreach (ref readonly var block in message)
        {
            if (block.Kind == BlockKind.ToolResult) return -1;
        }

        for (var i = message.Length - 1; i >= 0; i--)
        {
            var range = message[i].Range;
            var isSpeech = message[i].Kind is BlockKind.Text && range is { IsString: true, Length: > 0 } && !IsReminder(body, message[i]);

            // A string that was cut into pastes goes on in the next block: only where the quote follows does it end.
            if (isSpeech && range.Start + range.Length < body.Length && body[range.Start + range.Length] == (byte)'"') return i;
        }

        return -1;
    }

    private static bool IsReminder(ReadOnlySpan<byte> body, in PromptBlock block) => block.Range.In(body).TrimStart(" \t"u8).StartsWith("<system-reminder"u8);
}
