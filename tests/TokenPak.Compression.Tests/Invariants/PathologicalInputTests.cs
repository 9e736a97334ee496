using System.Diagnostics;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Invariants;

/// <summary>Work is bounded by bytes. The limits are far above what a busy machine needs and far below anything superlinear.</summary>
public sealed class PathologicalInputTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Shapes => [.. Texts.Keys];

    private static readonly Dictionary<string, Func<string>> Texts = new()
    {
        ["one long run"] = () => new string('a', 900_000),
        ["one long line"] = () => string.Concat(Enumerable.Range(0, 120_000).Select(i => "word" + i % 97)),
        ["ten megabytes in a line"] = () => new string('x', 10_000_000),
        ["all lines equal"] = () => string.Concat(Enumerable.Repeat("the same line over and over\n", 30_000)),
        ["all lines distinct"] = () => string.Concat(Enumerable.Range(0, 40_000).Select(i => $"line number {i * 7919 % 100_003}\n")),
        ["open brackets"] = () => string.Concat(Enumerable.Repeat("[\n", 200_000)),
        ["open objects"] = () => string.Concat(Enumerable.Repeat("{\n\"a\":\n", 100_000)),
        ["deep JSON"] = () => string.Concat(Enumerable.Repeat("{\"a\": [ ", 60_000)),
        ["strings that never end"] = () => string.Concat(Enumerable.Repeat("[ \"\n", 150_000)),
        ["escapes that never end"] = () => string.Concat(Enumerable.Repeat("\u001b[1;2;3", 100_000)),
        ["carriage returns"] = () => string.Concat(Enumerable.Repeat("a\r", 300_000)),
        ["blanks"] = () => new string(' ', 8000) + "x\n" + string.Concat(Enumerable.Repeat(new string(' ', 5000) + "{\n", 150)),
        ["combining marks"] = () => string.Concat(Enumerable.Repeat("a\u0301\u0302\u0303", 100_000)),
        ["line numbers that places meet"] = () => Support.Texts.Numbered(Enumerable.Repeat("row", 8)) + string.Concat(Enumerable.Repeat("\nxxxxx", 120_000)) + "\n999999:end",
        ["numbers on every other line"] = () => string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i}:row\nvalue\n")),
        ["short lines"] = () => string.Concat(Enumerable.Repeat("}\n\n", 150_000)),
        ["special tokens"] = () => string.Concat(Enumerable.Repeat("<|endoftext|>", 50_000)),
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Compress_PathologicalBlock_TakesLinearTime(string shape)
    {
        var text = Texts[shape]();
        var request = new Conversation().Tool("get_orders", "{}", text).Tool("get_orders", """{"page":2}""", text + "!")
            .Tool("Read", """{"file_path":"a"}""", text + "!!").Tool("Read", """{"file_path":"b"}""", "!" + text).Request();

        var watch = Stopwatch.StartNew();
        var compiled = Compiled.Of(request);

        Assert.True(watch.Elapsed < Bound, $"{shape}: {watch.Elapsed}");
        if (compiled.Result.Untouched is null) Assert.True(compiled.Saved >= 0);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Shorten_PathologicalBlock_TakesLinearTime(string shape)
    {
        var text = Texts[shape]();
        var request = new Conversation().User(text[..Math.Min(text.Length, 50_000)]).Tool("get_orders", "{}", text).Tool("bash", """{"command":"grep -rn x ."}""", text + "!")
            .Tool("bash", """{"command":"git diff"}""", "diff --git a/a b/a\n@@ -1 +1 @@\n" + text).Aggressive();

        var watch = Stopwatch.StartNew();
        var compiled = Compiled.Of(request);

        Assert.True(watch.Elapsed < Bound, $"{shape}: {watch.Elapsed}");
        if (compiled.Result.Untouched is null) Assert.True(compiled.Saved >= 0);
    }

    [Fact]
    public void Compress_BlocksOverAMegabyteOrWithNul_AreLeftAlone()
    {
        var large = Support.Texts.PrettyJson(14_000, 1);
        var nul = Support.Texts.PrettyJson(40, 1) + "\0";

        Assert.True(large.Length > 1024 * 1024);
        Assert.Empty(Compiled.Of(new Conversation().Tool("get_orders", "{}", large).Tool("get_orders", "{}", nul).Request()).Result.Splices);
    }

    [Fact]
    public void Compress_MoreTextThanCanBeCounted_PassesUntouched()
    {
        var conversation = new Conversation();
        for (var i = 0; i < 10; i++) conversation.User(Support.Texts.Report(16_000, i));

        var result = Compiled.Of(conversation.Request()).Result;

        Assert.Equal("oversized", result.Untouched);
        Assert.Null(result.TokensBefore);
    }
}
