using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Stages.Repeat;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Invariants;

/// <summary>What a stage may allocate on a text of about a hundred thousand characters, once its pooled buffers are there.</summary>
public sealed class AllocationTests
{
    /// <summary>Until the runtime has optimised the code, generic code boxes: a busy machine takes its time for that.</summary>
    private const int MaxRounds = 2000;

    private static readonly Dictionary<string, (Func<string> Text, int Budget)> Stages = new()
    {
        ["ansi"] = (() => string.Concat(Enumerable.Range(0, 1500).Select(i => $"\u001b[32mok\u001b[0m {i}% of it\r\u001b[32mok\u001b[0m {i + 1}% of it   \nline {i}\n")), 1_000),
        ["whitespace"] = (() => string.Concat(Enumerable.Range(0, 4000).Select(i => $"line {i} of many   \n\n\n")), 200),
        ["json"] = (() => Texts.PrettyJson(900, 1), 200),
        ["json tables"] = (() => Texts.PrettyJson(900, 1), 200_000),
        ["paths"] = (() => string.Join('\n', Texts.Code(1500, 1).Select((l, i) => $"src/part_{i / 20}/module.py:{i}:{l}")), 1_000),
        ["log"] = (() => string.Concat(Enumerable.Range(0, 1500).Select(i => $"2026-03-30 04:{i / 60:D2}:{i % 60:D2} INFO worker {i % 7} finished job {i * 31} in {i} ms\n")), 20_000),
        ["diff"] = (() => string.Concat(Enumerable.Range(0, 700).Select(i => $"diff --git a/p{i} b/p{i}\nindex 1a..2b 100644\n--- a/p{i}\n+++ b/p{i}\n@@ -1 +1 @@\n-a\n+b\n")), 1_000),
    };

    private const int RepeatBudget = 200_000;

    public static TheoryData<string> Names => [.. Stages.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Apply_ALargeText_StaysInsideItsBudget(string name)
    {
        var (make, budget) = Stages[name];
        var text = make();
        var stage = StageCatalog.Ladder.First(s => NameOf(s) == name);
        using var output = new TextBuffer();

        var allocated = Least(budget, () =>
        {
            output.Clear();
            Assert.True(stage.TryApply(text, output));
        });

        Assert.True(allocated <= budget, $"{name} allocates {allocated:N0} bytes on {text.Length:N0} characters");
    }

    [Fact]
    public void Repeat_ALargeText_AllocatesLessThanItsLines()
    {
        var text = string.Join('\n', Texts.Code(2000, 1));
        using var index = new LineIndex();
        index.Add(text, "result 1", "");
        using var output = new TextBuffer();
        var changed = text + "\nend";

        var allocated = Least(RepeatBudget, () =>
        {
            output.Clear();
            Assert.True(RepeatStage.TryApply(changed, ContentKind.File, StageId.Repeat, index, Compiled.Engine.Counter, output));
        });

        Assert.True(allocated <= RepeatBudget, $"{allocated:N0} bytes");
    }

    [Fact]
    public void Compress_WarmBody_AllocatesLittle()
    {
        var request = new ConversationGenerator(1).Generate(40).Request();
        var cache = new MemoryDecisionCache();
        Compiled.Engine.Compress(request, cache);

        var allocated = Least(request.Body.Length, () => Compiled.Engine.Compress(request, cache));

        Assert.True(allocated < request.Body.Length, $"{allocated:N0} bytes for a body of {request.Body.Length:N0}");
    }

    private static string NameOf(IBlockStage stage) => stage.Kind == StageKind.Reshape && stage.Id == StageId.Json ? "json tables" : StageId.Names[stage.Id];

    /// <summary>The least of some rounds: pools are filled by the first, and other threads may empty them.</summary>
    private static long Least(int budget, Action action)
    {
        var least = long.MaxValue;
        for (var round = 0; round < MaxRounds && least > budget; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
