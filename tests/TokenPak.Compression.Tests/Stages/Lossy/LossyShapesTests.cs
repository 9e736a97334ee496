using System.Diagnostics;
using TokenPak.Compression.Stages.Html;
using TokenPak.Compression.Stages.Lossy;
using TokenPak.Compression.Stages.Prose;
using TokenPak.Compression.Stages.Skeleton;
using TokenPak.Compression.Tests.Stages.Prose;

namespace TokenPak.Compression.Tests.Stages.Lossy;

/// <summary>Shapes that would make a careless reader of pages, code or prose superlinear. The bound is far above what a busy machine needs and far below that.</summary>
public sealed class LossyShapesTests
{
    private const int Length = 1_000_000;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, string> Units = new()
    {
        ["tags that open"] = "<div><p><b>",
        ["navigation in navigation"] = "<nav>a<a href=x>b</a>",
        ["tags that close"] = "</div></p>",
        ["open quotes"] = "<a href=\"x>y</a> ",
        ["open comments"] = "<!-- <p>x ",
        ["attributes without end"] = "<a b=c d e='f",
        ["attributes"] = " a=b c='d'",
        ["scripts"] = "<script>x</script",
        ["cells"] = "<td><tr><table>",
        ["lists"] = "<ul><li>x",
        ["links"] = "<a href=/a>x",
        ["references"] = "&amp;&#x41;&nope ",
        ["angles"] = "<<<>>",
        ["braces"] = "void f() {\n",
        ["closed braces"] = "void f() {}\n",
        ["braces in a line"] = "f(){g()}",
        ["directives in a line"] = "{#a}",
        ["apostrophes"] = "f('a) ",
        ["strings"] = "\"\"\" x ",
        ["definitions"] = "def f(a):\n  x\n",
        ["definitions in definitions"] = "def f(\n",
        ["triple quotes"] = "def f():\n  '''x\n",
        ["indentation"] = "    def f():\n\n",
        ["colons"] = "these are:\n",
        ["headings"] = "# a\n## b\n",
        ["items"] = "- a\n  - b\n    - c\n",
        ["rows"] = "|a|b|\n",
        ["fences"] = "```\nx\n",
        ["underlines"] = "Title of it\n---\n",
        ["points"] = "a. B. C. ",
        ["points alone"] = "...... ",
        ["sentences"] = "The gauge was read in the morning by one of the pilots. ",
        ["wrapped lines"] = "the gauge was read in the morning by one of the pilots of the\n",
        ["thai"] = "ท่าเรือแห่งนี้สร้างขึ้นโดยชาวประมงในหมู่บ้าน ",
        ["han"] = "这个港口是渔民建的。",
        ["errors"] = "ERRORERROR ",
    };

    public static TheoryData<string> Names => [.. Units.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Shorten_AMegabyteOfOneShape_TakesLinearTime(string name)
    {
        var unit = Units[name];
        var text = string.Concat(Enumerable.Repeat(unit, Length / unit.Length));
        string[] texts = [text, "<html>" + text, "<a " + text, ProseText.Of(new TextRolls(1)) + text];

        var watch = Stopwatch.StartNew();
        foreach (var stage in (ILossyStage[])[new HtmlStage(), new SkeletonStage(), new ProseStage()])
        {
            foreach (var shape in texts)
            {
                Shortened.By(stage, shape, "Who read the gauge of NB-4711?");
                Shortened.By(stage, shape, subject: "a.cs");
                Shortened.By(stage, shape, subject: "a.py");
            }
        }

        Assert.True(watch.Elapsed < Bound, $"{name}: {watch.Elapsed}");
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("\u202eabc\u202c")]
    [InlineData("👩‍👩‍👧 ")]
    [InlineData("\ud800")]
    [InlineData("e\u0301\u0302")]
    public void Shorten_OddCharacters_StayAsTheyAre(string odd)
    {
        var sentence = $"The tide gauge {odd} was invented by Ada Holm.";
        var text = ProseText.Of(new TextRolls(3)) + sentence + " " + ProseText.Of(new TextRolls(4));

        Assert.Contains(sentence, Shortened.By(new ProseStage(), text, "Who invented the tide gauge?"), StringComparison.Ordinal);
        Assert.Contains(string.Join(' ', sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries)), Shortened.By(new HtmlStage(), $"<html><body><p>{sentence}</p>{string.Concat(Enumerable.Repeat("<p>more</p>", 50))}"), StringComparison.Ordinal);
    }
}
