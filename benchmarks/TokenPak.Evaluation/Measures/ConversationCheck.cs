using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Inspection;
using TokenPak.Compression.Tests.Support;
using TokenPak.Evaluation.Corpora;

namespace TokenPak.Evaluation.Measures;

/// <summary>Reads a whole compiled request back, block by block, and lets a test agent look for the text of its edits.</summary>
internal sealed class ConversationCheck(CompressionEngine engine, CompressionMode mode)
{
    private readonly BlockLadder _ladder = new(engine.Counter);

    public CheckResult Run(byte[] body, PromptDialect dialect, string provider)
    {
        var result = engine.Compress(new CompressionRequest { Body = body, Dialect = dialect, Mode = mode, Provider = provider });
        if (result.Untouched is not null || PromptScanner.Scan(body, dialect, out _) is not { } document) return default;
        var splices = result.Splices.ToDictionary(s => s.Offset);
        var decoder = new RepeatDecoder();
        var agent = new TestAgent();
        var (replaced, exact) = (0, 0);
        foreach (ref readonly var block in document.Blocks)
        {
            var text = TextOf(body, block);
            if (block.Kind == BlockKind.ToolArguments)
            {
                decoder.AddCall(text);
                agent.Edit(text);
            }
            else if (block is { Kind: BlockKind.Text, Role: BlockRole.User })
            {
                decoder.AddText(text, block.Range.Length);
                agent.Read(text, text, isFile: false);
            }

            if (!block.Touchable) continue;
            var isReplaced = splices.TryGetValue(block.Range.Start, out var splice);
            var sent = isReplaced ? PromptMap.TextOf(splice.Replacement) : text;
            var decoded = decoder.Decode(block.Kind, sent);
            agent.Read(text, sent, Classify(body, block, document, text) == Compression.Stages.ContentKind.File);
            if (!isReplaced) continue;
            replaced++;
            var alone = _ladder.Decide(body, block, document, mode);
            var sample = new Sample("", text, "", "{}");
            if (decoded == text || (decoded == StageMeasure.After(sample, alone) && StageMeasure.ReadsBack(sample, alone))) exact++;
        }

        return new CheckResult(replaced, exact, agent.Edits, agent.Failed);
    }

    private static Compression.Stages.ContentKind Classify(byte[] body, in PromptBlock block, PromptDocument document, string text) =>
        Compression.Content.ContentClassifier.Classify(
            block.Kind, block.Call < 0 ? default : Compression.Content.ToolContext.Of(body, document.Calls[block.Call]), document.HasTools, text);

    private static string TextOf(byte[] body, in PromptBlock block)
    {
        using var buffer = new TextBuffer();
        if (!block.Range.IsString) return System.Text.Encoding.UTF8.GetString(block.Range.In(body));
        JsonText.Decode(block.Range.In(body), buffer);
        return buffer.Text.ToString();
    }
}

/// <summary>Blocks that were replaced, those that read back exactly, edits tried, and edits that only work without TokenPak.</summary>
internal readonly record struct CheckResult(int Replaced, int Exact, int Edits, int Failed);
