using System.Text.RegularExpressions;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages.Ansi;
using TokenPak.Compression.Tests.Invariants;

namespace TokenPak.Compression.Tests.Stages;

public sealed partial class AnsiTests
{
    [Theory]
    [InlineData("\u001b[1;31mred\u001b[0m text", "red text")]
    [InlineData("\u001b]0;title\u0007after", "after")]
    [InlineData("\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\", "link")]
    [InlineData("a\u001b(Bb\u001b7c", "abc")]
    [InlineData("open\u001b[31", "open\u001b[31")]
    [InlineData("end\u001b", "end\u001b")]
    [InlineData("10%\r20%\r100%\ndone", "100%\ndone")]
    [InlineData("Fetch 1/3\rFetch 2/3\rFetch 3/3", "Fetch 3/3")]
    [InlineData("[###  ] 12 of 90\r[#### ] 40 of 90", "[#### ] 40 of 90")]
    [InlineData("wait |\rwait /\rwait -", "wait -")]
    [InlineData("secret\rharmless", "secret\rharmless")]
    [InlineData("pay 100\rpay 999\rpay 5", "pay 100\rpay 999\rpay 5")]
    [InlineData("src/a.py:81:\rsrc/a.py:1:  return", "src/a.py:81:\rsrc/a.py:1:  return")]
    [InlineData("a\r\nb\r\n", "a\r\nb\r\n")]
    public void Apply_Sequences_LeaveTheText(string text, string expected) => Assert.Equal(expected, Apply(text));

    [Theory]
    [MemberData(nameof(Seeds.Few), MemberType = typeof(Seeds))]
    public void Apply_AnyText_LosesNothingButSequencesAndRedrawnLines(int seed)
    {
        var random = new Random(seed);
        string[] pieces = ["word", " ", "\n", "\r\n", "\u001b[0m", "\u001b[2K", "\u001b", "[", "é", "👍🏽", "12", "\u001b]0;t\u0007", "m", "\t"];
        for (var i = 0; i < 200; i++)
        {
            var text = string.Concat(Enumerable.Range(0, 40).Select(_ => pieces[random.Next(pieces.Length)]));
            Assert.True(Sequence().Replace(text, "") == Apply(text), $"seed {seed}: {System.Text.Json.JsonSerializer.Serialize(text)}");
        }
    }

    private static string Apply(string text)
    {
        using var output = new TextBuffer();
        return new AnsiStage().TryApply(text, output) ? output.Text.ToString() : text;
    }

    [GeneratedRegex(@"\u001b(\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(\u0007|\u001b\\)|[()*+#% ][0-~]|[78=>cDEHMNOZno|}~])")]
    private static partial Regex Sequence();
}
