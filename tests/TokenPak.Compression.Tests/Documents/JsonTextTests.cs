using System.Text;
using System.Text.Json;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Tests.Documents;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("quote \" backslash \\ slash / tab \t newline \n return \r bell \b feed \f nul \0 unit \u001f del \u007f")]
    [InlineData("é 漢字 👍🏽 \u2028 \u0301 עברית")]
    public void Encode_AnyText_DecodesToItself(string text)
    {
        var json = JsonText.Encode(text);
        using var decoded = new TextBuffer();

        Assert.True(JsonText.Decode(json, decoded));
        Assert.Equal(text, decoded.Text.ToString());
        Assert.Equal(text, JsonSerializer.Deserialize<string>("\"" + Encoding.UTF8.GetString(json) + "\""));
    }

    [Fact]
    public void Encode_EscapesOnlyWhatMust() =>
        Assert.Equal("+'<>&é/\\\"\\\\\\n\\u0001", Encoding.UTF8.GetString(JsonText.Encode("+'<>&é/\"\\\n\u0001")));

    [Theory]
    [InlineData("\\ud83d\\udc4d\\u00e9\\/\\b", "👍é/\b", true)]
    [InlineData("a\\ud800b", "a\uFFFDb", false)]
    [InlineData("\\udc00", "\uFFFD", false)]
    [InlineData("\\ud800\\ud83d\\udc4d", "\uFFFD👍", false)]
    public void Decode_Escapes(string json, string text, bool whole)
    {
        using var decoded = new TextBuffer();

        Assert.Equal(whole, JsonText.Decode(Encoding.UTF8.GetBytes(json), decoded));
        Assert.Equal(text, decoded.Text.ToString());
    }
}
