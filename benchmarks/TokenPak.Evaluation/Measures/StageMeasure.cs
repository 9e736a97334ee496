using System.Diagnostics;
using System.Text.Json;
using TokenPak.Compression.Content;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Tokens;
using TokenPak.Evaluation.Corpora;

namespace TokenPak.Evaluation.Measures;

/// <summary>Runs each stage of the ladder by itself on every sample, reads back what it wrote, and runs the whole ladder.</summary>
internal sealed class StageMeasure(TokenCounter counter)
{
    private readonly BlockLadder _ladder = new(counter);

    public IEnumerable<StageRow> Run(Corpus corpus)
    {
        foreach (var stage in StageCatalog.Ladder)
        {
            var row = Run(corpus, stage);
            if (row.Applied > 0) yield return row;
        }

        yield return RunAll(corpus);
    }

    /// <summary>The sample as the only result of a request: what the ladder makes of it.</summary>
    public BlockDecision Decide(Sample sample, CompressionMode mode = CompressionMode.Full)
    {
        var body = SampleRequest.Write(sample);
        var document = PromptScanner.Scan(body, PromptDialect.AnthropicMessages, out _) ?? throw new InvalidOperationException("A sample gave no request.");
        foreach (ref readonly var block in document.Blocks)
        {
            if (block.Kind == BlockKind.ToolResult) return _ladder.Decide(body, block, document, mode);
        }

        throw new InvalidOperationException("A sample gave no result.");
    }

    /// <summary>The text that a decision sends on.</summary>
    public static string After(Sample sample, BlockDecision decision) =>
        decision.Replaces ? Compression.Inspection.PromptMap.TextOf(decision.Replacement) : sample.Text;

    private StageRow Run(Corpus corpus, IBlockStage stage)
    {
        var (blocks, applied, exact) = (0, 0, 0);
        var (before, after) = (0L, 0L);
        var times = new Times();
        using var output = new TextBuffer();
        foreach (var sample in corpus.Samples)
        {
            var content = ContentClassifier.Classify(BlockKind.ToolResult, ContextOf(sample), hasTools: true, sample.Text);
            if (!stage.Accepts(content)) continue;
            var text = stage.Kind == StageKind.Format ? sample.Text : Formatted(sample.Text, content);
            var tokens = counter.Count(text);
            blocks++;
            before += tokens;
            output.Clear();
            var start = Stopwatch.GetTimestamp();
            var shorter = stage.TryApply(text, output) && output.Length < text.Length && output.Length > 0;
            times.Add(start);
            after += shorter ? Math.Min(counter.Count(output.Text), tokens) : tokens;
            if (!shorter) continue;
            applied++;
            if (Decoders.IsExact(stage, text, output.Text.ToString())) exact++;
        }

        var name = stage.Kind == StageKind.Reshape && stage.Id == StageId.Json ? "json tables" : StageId.Names[stage.Id];
        return new StageRow(corpus.Name, name, blocks, applied, exact, before, after, times.At(0.5), times.At(0.99));
    }

    private StageRow RunAll(Corpus corpus)
    {
        var (applied, exact) = (0, 0);
        var (before, after) = (0L, 0L);
        var times = new Times();
        foreach (var sample in corpus.Samples)
        {
            var start = Stopwatch.GetTimestamp();
            var decision = Decide(sample);
            times.Add(start);
            before += decision.TokensBefore;
            after += decision.TokensAfter;
            if (!decision.Replaces) continue;
            applied++;
            if (ReadsBack(sample, decision)) exact++;
        }

        return new StageRow(corpus.Name, "all", corpus.Samples.Count, applied, exact, before, after, times.At(0.5), times.At(0.99));
    }

    /// <summary>Whether the form that the ladder chose leads back to the sample.</summary>
    public static bool ReadsBack(Sample sample, BlockDecision decision)
    {
        var text = After(sample, decision);
        foreach (var stage in StageCatalog.Ladder)
        {
            if (stage.Kind != StageKind.Reshape || !decision.Shares.Any(s => s.Stage == stage.Id)) continue;
            return Decoders.IsExact(StageCatalog.Ladder[0], sample.Text, Decoded(stage.Id, text));
        }

        return Decoders.IsExact(StageCatalog.Ladder[0], sample.Text, text);

        static string Decoded(byte stage, string text)
        {
            try
            {
                return Decoders.Decode(stage, text);
            }
            catch (Exception e) when (e is FormatException or ArgumentException or KeyNotFoundException or IndexOutOfRangeException)
            {
                return "";
            }
        }
    }

    private static string Formatted(string text, ContentKind content)
    {
        using var output = new TextBuffer();
        foreach (var stage in StageCatalog.Of(StageKind.Format, content, CompressionMode.Full))
        {
            output.Clear();
            if (stage.TryApply(text, output) && output.Length < text.Length && output.Length > 0) text = output.Text.ToString();
        }

        return text;
    }

    private static ToolContext ContextOf(Sample sample)
    {
        using var arguments = JsonDocument.Parse(sample.Arguments);
        return new ToolContext(sample.Tool, arguments.RootElement.TryGetProperty("command", out var command) ? command.GetString() : null, null);
    }
}
