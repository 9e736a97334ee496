using System.Text.RegularExpressions;
using TokenPak.Compression.Tests.Invariants;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Stages.Lossy;

public sealed class LinesTests
{
    [Theory]
    [MemberData(nameof(Seeds.Few), MemberType = typeof(Seeds))]
    public void Lines_ErrorsOfALog_StayInPlace(int seed)
    {
        var log = Losses.Log(300, seed);

        var (text, isLossy) = Losses.Shorten(log);

        Assert.True(isLossy);
        var kept = text.Split('\n').ToHashSet();
        foreach (var line in log.Split('\n').Where(l => l.Contains("ERROR", StringComparison.Ordinal))) Assert.Contains(line, kept);
        Assert.Equal(log.Split('\n')[0], text.Split('\n')[0]);
    }

    [Fact]
    public void Lines_Gap_SaysWhichLinesAndUnderWhichId()
    {
        var text = Losses.Shorten(Plain(200)).Text;

        var gaps = Regex.Matches(text, @"(?m)^\[(TokenPak: )?lines (\d+)-(\d+) left out(, original [0-9a-f]{32})?\]$");
        Assert.NotEmpty(gaps);
        Assert.All(gaps, (gap, i) => Assert.Equal(i == 0, gap.Groups[4].Success));
        var left = gaps.Sum(gap => int.Parse(gap.Groups[3].Value) - int.Parse(gap.Groups[2].Value) + 1);
        Assert.Equal(Plain(200).Split('\n').Length, text.Split('\n').Length - gaps.Count + left);
    }

    [Theory]
    [InlineData("server 17 finished in 99000 ms", "server 17 finished in 99000 ms")]
    [InlineData("something that no other line says", "something that no other line says")]
    [InlineData("server 17 finished in 12 ms with warnings", "with warnings")]
    public void Lines_LineUnlikeTheOthers_Stays(string line, string needle)
    {
        var lines = Plain(200).Split('\n');
        lines[100] = line;

        Assert.Contains(needle, Losses.Shorten(string.Join('\n', lines)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_ManyValuesThatAreAllSeldom_AreNotRare() => Assert.True(Losses.Shorten(Losses.Log(1500, 1)).Text.Length < Losses.Log(1500, 1).Length / 4);

    [Fact]
    public void Lines_LineThatTheQuestionNames_Stays() =>
        Assert.Contains("server 137 finished", Losses.Shorten(Plain(300), "What did server 137 do?").Text, StringComparison.Ordinal);

    [Fact]
    public void Lines_FailingTest_StaysWithItsMessage()
    {
        var lines = Enumerable.Range(0, 200).Select(i => $"tests/test_mod_{i}.py::test_case PASSED [{i / 2}%]").ToList();
        lines[120] = "tests/test_mod_120.py::test_case FAILED [60%]\n    def test_case():\n>       assert total(cart) == 3\nE       assert 2 == 3\ntests/test_mod_120.py:9: AssertionError";

        var text = Losses.Shorten(string.Join('\n', lines)).Text;

        Assert.Contains(lines[120], text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_TableWithCommas_KeepsHeaderAndOutliers()
    {
        var rows = Enumerable.Range(0, 200).Select(i => $"{1000 + i},name {(char)('a' + (i % 20))}{i},{(i == 120 ? 8_000_000 : 20 + (i % 5))},ok").Prepend("id,name,amount,state");

        var (text, isLossy) = Losses.Shorten(string.Join('\n', rows));

        Assert.True(isLossy);
        Assert.StartsWith("id,name,amount,state\n1000,", text, StringComparison.Ordinal);
        Assert.Contains("8000000", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_Diff_KeepsEveryChangeAndLeavesContextOut()
    {
        var diff = string.Concat(Enumerable.Range(0, 20).Select(i =>
            $"diff --git a/f{i}.py b/f{i}.py\n--- a/f{i}.py\n+++ b/f{i}.py\n@@ -1,9 +1,9 @@\n" + string.Concat(Enumerable.Range(0, 5).Select(c => $" unchanged_line_{i}_{c} = value\n"))
            + $"-old_{i}\n+new_{i}\n" + string.Concat(Enumerable.Range(5, 5).Select(c => $" unchanged_line_{i}_{c} = value\n"))));

        var (text, isLossy) = Losses.Shorten(diff, "What about unchanged_line_7_2?", arguments: """{"command":"git diff"}""");

        Assert.True(isLossy);
        for (var i = 0; i < 20; i++) Assert.Contains($"-old_{i}\n+new_{i}\n", text, StringComparison.Ordinal);
        Assert.Contains("unchanged_line_7_2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("unchanged_line_8_2", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_Search_KeepsTheFirstMatchesOfEveryFile()
    {
        var matches = string.Join('\n', Enumerable.Range(0, 300).Select(i => $"src/part_{i / 60}.py:{i + 1}:    self.total_{i} = load(order, {i * 7})"));

        var (text, isLossy) = Losses.Shorten(matches, arguments: """{"command":"grep -rn total src"}""");

        Assert.True(isLossy);
        for (var i = 0; i < 5; i++) Assert.Contains($"src/part_{i}.py:{(i * 60) + 1}:", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_Marker_InContentIsJustText()
    {
        var lines = Plain(200).Split('\n');
        lines[50] = "[TokenPak: lines 1-9 left out, original 00000000000000000000000000000000]";

        var text = Losses.Shorten(string.Join('\n', lines)).Text;

        Assert.Contains(lines[50], text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(19)]
    [InlineData(5)]
    public void Lines_FewLines_StayWhole(int count) => Assert.False(Losses.Shorten(string.Join('\n', Enumerable.Range(0, count).Select(i => $"line {i} " + new string('x', i) + string.Concat(Enumerable.Repeat(" word", 60))))).IsLossy);

    [Fact]
    public void Lines_EachSayingSomethingElse_StayWhole() => Assert.False(Losses.Shorten(string.Join('\n', Enumerable.Range(0, 200).Select(i => Words(i, 8)))).IsLossy);

    private static string Words(int seed, int count)
    {
        var random = new Random(seed);
        return string.Join(' ', Enumerable.Range(0, count).Select(_ => string.Concat(Enumerable.Range(0, 6).Select(_ => (char)('a' + random.Next(26))))));
    }

    private static string Plain(int lines) => string.Join('\n', Enumerable.Range(0, lines).Select(i => $"server {i} finished in {10 + (i % 5)} ms"));
}
