using TokenPak.Compression.Engine;
using TokenPak.Compression.Tests.Stages.Prose;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Stages.Lossy;

/// <summary>Which stage the engine gives a block to.</summary>
public sealed class LossyChoiceTests
{
    private static readonly LossTerms Terms = new() { IdOf = _ => Shortened.Id, IdScope = 1, RetrievalTools = ["fetch_original"], Accepted = true };

    private static readonly string Prose = ProseText.Of(new TextRolls(5), 20);
    private static readonly string Page = $"<!doctype html><html><body><script>{string.Concat(Enumerable.Range(0, 200).Select(i => $"track({i});"))}</script><nav><a href=/>home</a></nav>{string.Concat(Prose.Split("\n\n").Select(p => $"<div class=\"row\"><p class=\"text\">{p}</p></div>"))}</body></html>";
    private static readonly string Code = "package bay\n\nimport \"fmt\"\n\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"func Read{i}(port int) error {{\n\ta := {i}\n\tfmt.Println(a)\n\tfmt.Println(port)\n\treturn nil\n}}\n\n"));

    [Fact]
    public void Compress_FetchedPage_BecomesText()
    {
        var compiled = Aggressive(new Conversation().User("When was the library opened?").Tool("fetch", """{"url":"https://example.org/"}""", Page));

        Assert.Equal("html", Assert.Single(compiled.Result.Stages).Stage);
        Assert.Equal(Shortened.Id, Assert.Single(compiled.Result.Splices).OriginalId);
    }

    [Fact]
    public void Compress_FetchedCode_BecomesItsDeclarations_AndAFileOfTheCallersDoesNot()
    {
        Assert.Equal("skeleton", Assert.Single(Aggressive(new Conversation().User("What is in it?").Tool("fetch", """{"url":"https://example.org/bay.go"}""", Code)).Result.Stages).Stage);
        Assert.Empty(Aggressive(new Conversation().User("What is in it?").Tool("Read", """{"file_path":"bay.go"}""", Code)).Result.Splices);
        Assert.Empty(Aggressive(new Conversation().User("What is in it?").Tool("bash", """{"command":"cat bay.go"}""", Code)).Result.Splices);
    }

    [Fact]
    public void Compress_RunningText_IsHalved() =>
        Assert.Contains(Aggressive(new Conversation().User("When was the library opened?").Tool("fetch", """{"url":"https://example.org/a.txt"}""", Prose)).Result.Stages, s => s.Stage == "prose");

    [Fact]
    public void Compress_PastedText_IsHalved()
    {
        var conversation = new Conversation { HasTools = false }.User("When was the library opened?").User($"Here:\n```\n{Prose}\n```\n");

        Assert.Contains(Aggressive(conversation).Result.Stages, s => s.Stage == "prose");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n<system-reminder>\nNever push to main.\n</system-reminder>")]
    public void Compress_ResultWithAReminder_StaysWhole(string reminder)
    {
        var compiled = Aggressive(new Conversation().User("When was the library opened?").Tool("fetch", """{"url":"https://example.org/a.txt"}""", Prose + reminder));

        Assert.Equal(reminder.Length == 0, compiled.Result.Splices.Any(s => s.OriginalId is not null));
    }

    private static Compiled Aggressive(Conversation conversation) => Compiled.Of(conversation.Request(mode: CompressionMode.Aggressive) with { Loss = Terms });
}
