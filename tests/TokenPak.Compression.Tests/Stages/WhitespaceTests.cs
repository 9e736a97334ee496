using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages.Whitespace;

namespace TokenPak.Compression.Tests.Stages;

public sealed class WhitespaceTests
{
    [Theory]
    [InlineData("a  \nb\t\n", "a\nb\n")]
    [InlineData("a\n\n\n\nb", "a\n\nb")]
    [InlineData("a  \r\n\r\n  \r\n\r\nb", "a\r\n\r\nb")]
    [InlineData("    indented  ", "    indented")]
    [InlineData("\n\n\nx", "\nx")]
    public void Apply_TrailingBlanksAndBlankRuns_Go(string text, string expected)
    {
        using var output = new TextBuffer();
        Assert.True(new WhitespaceStage().TryApply(text, output));
        Assert.Equal(expected, output.Text.ToString());
    }

    [Theory]
    [InlineData("a\n\nb\n")]
    [InlineData("  a\n\tb")]
    [InlineData("")]
    [InlineData("   ")]
    public void Apply_NothingToDrop_Declines(string text)
    {
        using var output = new TextBuffer();
        Assert.False(new WhitespaceStage().TryApply(text, output));
    }
}
