using System.Text.RegularExpressions;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Stages.Lossy;

public sealed class RowsTests
{
    private const string Orders = "get_orders";

    [Fact]
    public void Rows_AlikeList_KeepsFirstAndLastAndSaysWhatIsLeftOut()
    {
        var (text, _) = Shorten(Rows(200));

        Assert.Matches(new Regex(@"^\[TokenPak: 195 of 200 rows left out, kept 1-3, 199-200, original [0-9a-f]{32}\]\n"), text);
        Assert.Contains("n1199", text, StringComparison.Ordinal);
        Assert.DoesNotContain("n1100", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id": 77, "name": "n77", "amount": 5, "extra_flag": true}""", "extra_flag")]
    [InlineData("""{"id": 77, "name": "n77", "amount": 98765}""", "98765")]
    [InlineData("""{"id": 77, "name": "request timed out", "amount": 5}""", "request timed out")]
    [InlineData("""{"id": 77, "name": "n77", "amount": 5, "status": 503}""", "503")]
    [InlineData("""{"id": 77, "name": "n77", "amount": "n/a"}""", "n/a")]
    [InlineData("""{"id": 77, "amount": 5}""", "77")]
    [InlineData("""{"id": 77, "name": "n77", "amount": 5, "error": "disk"}""", "disk")]
    public void Rows_RowUnlikeTheOthers_StaysInPlace(string row, string needle)
    {
        var rows = Rows(200);
        rows[120] = row;

        Assert.Contains(needle, Shorten(rows).Text, StringComparison.Ordinal);
        Assert.Contains("121", Shorten(rows).Text.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_RareValueAndChangeOfASeries_Stay()
    {
        var rows = Enumerable.Range(0, 200).Select(i => $$"""{"id": {{i + 1000}}, "zone": "{{(i == 90 ? "mars" : i % 2 == 0 ? "eu" : "us")}}", "load": {{(i < 150 ? 10 + (i % 3) : 40 + (i % 3))}}}""").ToArray();

        var note = Shorten(rows).Text.Split('\n')[0];

        Assert.Contains(" 91,", note, StringComparison.Ordinal);
        Assert.Contains(" 151", note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("What about 1137?", "n1137")]
    [InlineData("Find \"n1150\" please", "n1150")]
    public void Rows_RowThatTheQuestionNames_Stays(string question, string needle) => Assert.Contains(needle, Shorten(Rows(200), question).Text, StringComparison.Ordinal);

    [Fact]
    public void Rows_LinesOfJson_AreRows()
    {
        var (text, isLossy) = Losses.Shorten(string.Join('\n', Rows(200)), tool: Orders, arguments: "{}");

        Assert.True(isLossy);
        Assert.Contains("of 200 rows left out", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_ListInside_IsNamed()
    {
        var (text, isLossy) = Losses.Shorten($$"""{"total": 200, "orders": [{{string.Join(',', Rows(200))}}], "next": "page-2"}""", tool: Orders, arguments: "{}");

        Assert.True(isLossy);
        Assert.Contains("""of 200 rows of "orders" left out""", text, StringComparison.Ordinal);
        Assert.Contains("page-2", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_ObjectOfManyFields_IsNoList()
    {
        var fields = "{" + string.Join(",\n", Enumerable.Range(0, 120).Select(i => $"  \"{(char)('a' + (i % 26))}{(char)('a' + (i / 26))}_url\": \"https://example.org/{i * 37}/things\"")) + "}";

        Assert.False(Losses.Shorten(fields, tool: Orders, arguments: "{}").IsLossy);
    }

    [Fact]
    public void Rows_AllOfThemNamedOrFaulty_AreNotLeftOut()
    {
        Assert.False(Shorten([.. Rows(200).Select(r => r.Replace("\"n", "\"failed n", StringComparison.Ordinal))]).IsLossy);
    }

    private static string[] Rows(int count) => [.. Enumerable.Range(1000, count).Select(i => $$"""{"id": {{i}}, "name": "n{{i}}", "amount": {{5 + (i % 4)}}}""")];

    private static (string Text, bool IsLossy) Shorten(string[] rows, string question = "Go on.") => Losses.Shorten("[" + string.Join(", ", rows) + "]", question, Orders, "{}");
}
