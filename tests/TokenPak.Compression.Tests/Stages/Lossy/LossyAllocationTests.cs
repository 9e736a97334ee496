using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Stages.Html;
using TokenPak.Compression.Stages.Lossy;
using TokenPak.Compression.Stages.Lossy.Lines;
using TokenPak.Compression.Stages.Lossy.Rows;
using TokenPak.Compression.Stages.Prose;
using TokenPak.Compression.Stages.Skeleton;
using TokenPak.Compression.Tests.Stages.Prose;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Stages.Lossy;

/// <summary>What a lossy stage may allocate for each character of a text of about a hundred thousand, in bytes. It runs once for each new block.</summary>
public sealed class LossyAllocationTests
{
    private static readonly Dictionary<string, (ILossyStage Stage, Func<string> Text, int Budget)> Stages = new()
    {
        ["rows"] = (new RowsStage(), () => Losses.Rows(1200, 1), 12),
        ["lines"] = (new LinesStage(), () => Losses.Log(1500, 1), 8),
        ["html"] = (new HtmlStage(), () => "<html><body>" + string.Concat(Enumerable.Range(0, 900).Select(i => $"<div class=\"row item-{i}\"><p>The depth of <a href=\"/gauge/{i}\">gauge {i}</a> is <b>{i}</b> fathoms &amp; falling.</p></div>\n")), 3),
        ["skeleton"] = (new SkeletonStage(), () => string.Concat(Enumerable.Range(0, 900).Select(i => $"void read{i}(int port) {{\n    var a = {i};\n    open(a);\n    read(a, port);\n    close(a);\n}}\n\n")), 1),
        ["prose"] = (new ProseStage(), () => ProseText.Of(new TextRolls(1), 200), 10),
    };

    public static TheoryData<string> Names => [.. Stages.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Shorten_ALargeText_StaysInsideItsBudget(string name)
    {
        var (stage, make, budget) = Stages[name];
        var text = make();
        Assert.NotNull(Shortened.By(stage, text, "How deep is gauge 17?", subject: "gauge.c"));
        var question = Question.Of("How deep is gauge 17?");

        var least = long.MaxValue;
        for (var round = 0; round < 50; round++)
        {
            using var output = new TextBuffer();
            var block = new LossyBlock { Text = text, Content = ContentKind.Output, Kind = BlockKind.Document, Tool = new Content.ToolContext(null, null, "gauge.c"), Question = question, Omission = new OmissionNote(Shortened.Id) };
            var before = GC.GetAllocatedBytesForCurrentThread();
            stage.TryShorten(block, output);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(least <= (long)budget * text.Length, $"{name} allocates {least:N0} bytes on {text.Length:N0} characters");
    }
}
