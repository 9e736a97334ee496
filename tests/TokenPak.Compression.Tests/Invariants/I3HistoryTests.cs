using TokenPak.Compression.Documents;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Invariants;

/// <summary>
/// I3 for everything a client may do with its history: go on, edit, branch, compact, reorder, move its cache markers. Whatever it sends, a block that has the same blocks before it
/// is sent on with the same bytes, with warm and with empty caches.
/// </summary>
public sealed class I3HistoryTests
{
    private const int Steps = 14;

    public static TheoryData<int, PromptDialect, string> Runs
    {
        get
        {
            var runs = new TheoryData<int, PromptDialect, string>();
            for (var seed = 1; seed <= 6; seed++)
            {
                runs.Add(seed, PromptDialect.AnthropicMessages, "anthropic");
                runs.Add(seed, PromptDialect.OpenAIChat, "openai");
                runs.Add(seed + 100, PromptDialect.OpenAIResponses, "openai");
                runs.Add(seed + 200, PromptDialect.GeminiGenerateContent, "google");
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Compress_HistoryThatTheClientRewrites_KeepsTheBytesOfEveryBlockWithTheSameBlocksBefore(int seed, PromptDialect dialect, string provider)
    {
        var random = new Random(seed);
        var cache = new MemoryDecisionCache();
        var sent = new Dictionary<UInt128, string>();
        var turns = new ConversationGenerator(seed).Generate(24).Turns;
        var history = turns.Take(4).ToList();
        var next = 4;
        var (again, replaced) = (0, 0);
        for (var step = 0; step < Steps; step++)
        {
            var change = Rewrite(history, turns, ref next, random, seed);
            if (random.Next(4) == 0) cache.Entries.Clear();
            var conversation = new Conversation { Model = provider == "anthropic" ? "claude-opus-5" : "gemini-2.5-flash", System = Texts.Report(60, seed) };
            conversation.Turns.AddRange(history);

            var compiled = Compiled.Of(conversation.Request(dialect, random.Next(history.Count), provider: provider), cache);

            foreach (var block in compiled.Blocks)
            {
                if (block.Before != block.After) replaced++;
                if (!sent.TryAdd(block.Block.ChainHash, block.After))
                {
                    again++;
                    Assert.True(sent[block.Block.ChainHash] == block.After, $"seed {seed}, step {step} ({change}): a block changed\n{block.Before}");
                }
            }
        }

        Assert.True(again > 0 && replaced > 0, $"seed {seed} says nothing: {again} blocks sent again, {replaced} replaced");
    }

    private static string Rewrite(List<Turn> history, List<Turn> turns, ref int next, Random random, int seed)
    {
        switch (random.Next(8))
        {
            case 0 when history.Count > 4: // an earlier message is edited, and what followed is dropped
                var at = random.Next(1, history.Count - 1);
                history.RemoveRange(at, history.Count - at);
                history.Add(new Turn(Texts.Report(20, random.Next()), null, null, null));
                return "edit";
            case 1 when history.Count > 4: // the conversation goes on from an earlier point
                var keep = random.Next(2, history.Count);
                history.RemoveRange(keep, history.Count - keep);
                history.Add(turns[random.Next(turns.Count)]);
                return "branch";
            case 2 when history.Count > 6: // the client sums up its history
                history.RemoveRange(0, history.Count - 2);
                history.Insert(0, new Turn($"Summary: {Texts.Report(12, seed)}", null, null, null));
                return "compaction";
            case 3 when history.Count > 5: // two turns change places
                var one = random.Next(1, history.Count - 1);
                (history[one], history[one + 1]) = (history[one + 1], history[one]);
                return "reorder";
            default:
                for (var i = 0; i < 2 && next < turns.Count; i++) history.Add(turns[next++]);
                if (next == turns.Count) next = 0;
                return "turns";
        }
    }
}
