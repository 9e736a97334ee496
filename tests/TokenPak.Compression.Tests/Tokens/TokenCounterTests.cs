using System.Diagnostics;
using TokenPak.Compression.Tests.Support;
using TokenPak.Compression.Tokens;

namespace TokenPak.Compression.Tests.Tokens;

public sealed class TokenCounterTests
{
    private static readonly TokenCounter Counter = TokenCounter.For(TokenEncoding.O200kBase);

    [Theory]
    [InlineData("", 0)]
    [InlineData("hello world", 2)]
    [InlineData("tiktoken is great!", 6)]
    [InlineData("お誕生日おめでとう", 8)]
    public void Count_KnownTexts_AsPublished(string text, int tokens) => Assert.Equal(tokens, Counter.Count(text));

    [Fact]
    public void Count_SpecialTokensWrittenOut_CountAsText()
    {
        Assert.True(Counter.Count("<|endoftext|>") > 3);
        Assert.True(Counter.Count(string.Concat(Enumerable.Repeat("say <|endoftext|> ", 100))) > 300);
    }

    [Fact]
    public void Count_OrdinaryText_IsNotCut()
    {
        var text = Texts.Report(200, 1);
        var whole = Microsoft.ML.Tokenizers.TiktokenTokenizer.CreateForEncoding("o200k_base").CountTokens(text);

        Assert.Equal(whole, Counter.Count(text));
    }

    [Theory]
    [InlineData('a')]
    [InlineData('=')]
    [InlineData(' ')]
    [InlineData('1')]
    [InlineData('漢')]
    public void Count_LongRuns_TakeLinearTime(char c)
    {
        var watch = Stopwatch.StartNew();

        Assert.True(Counter.Count(new string(c, 200_000)) > 0);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), watch.Elapsed.ToString());
    }

    [Fact]
    public void CountUtf8_CountsLikeText() => Assert.Equal(Counter.Count("naïve café"), Counter.CountUtf8("naïve café"u8));

    [Fact]
    public void For_TheOtherEncoding_CountsItsOwnWay() => Assert.Equal("cl100k_base", TokenCounter.For(TokenEncoding.Cl100kBase).Name);
}
