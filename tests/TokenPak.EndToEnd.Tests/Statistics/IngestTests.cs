using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace TokenPak.EndToEnd.Tests.Statistics;

/// <summary>Records from elsewhere: taken, counted, refused.</summary>
public sealed class IngestTests(SharedProduct shared) : EndToEndTest(shared)
{
    [Fact]
    public async Task Record_OfTheReference_IsTakenAndShown()
    {
        var (status, answer) = await PostAsync("/ingest", """{"model":"claude-haiku-4-5","tokens":1500,"cost":0.002,"tokens_saved":300,"agent":"batch-job","session_id":"s-9","anything":{"else":1}}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("ok", answer.Text("status"));
        var id = Assert.Single(answer.GetProperty("ids").EnumerateArray()).GetString();
        var row = await Product.RowAsync(r => r.Text("id") == id, "the ingested row");
        Assert.Equal("ingest", row.Text("request_type"));
        Assert.Equal(1500, row.Number("input_tokens"));
        Assert.Equal(1800, row.Number("input_tokens_raw"));
        Assert.Equal(300, row.Number("tokens_saved"));
        Assert.Equal(0.002m, row.Money("cost"));
        Assert.Null(row.Number("output_tokens"));
        Assert.Equal("batch-job", row.Text("agent"));
        Assert.Equal("s-9", row.Text("session_id"));
    }

    [Fact]
    public async Task Record_SentTwiceWithItsId_CountsOnce()
    {
        var record = $$"""{"id":"{{Guid.CreateVersion7()}}","model":"repeated","tokens":1,"cost":0}""";

        await PostAsync("/ingest", record);
        await PostAsync("/ingest", record);
        await PostAsync("/ingest", """{"model":"after-the-repeat","tokens":1,"cost":0}""");

        await Product.RowAsync(r => r.Text("model") == "after-the-repeat", "the last record");
        Assert.Single((await Product.ReportAsync("/recent?model=repeated")).GetProperty("recent").EnumerateArray());
    }

    [Theory]
    [InlineData("""[{"model":"a","tokens":1,"cost":0},{"model":"b","tokens":-1,"cost":0},{"model":"c","tokens":2,"cost":0.5}]""")]
    [InlineData("""{"events":[{"model":"a","tokens":1,"cost":0},{"model":"b","tokens":"x","cost":0},{"model":"c","tokens":2,"cost":0.5}]}""")]
    public async Task Batch_WithABadRecord_StoresTheGoodOnes(string body)
    {
        var (status, answer) = await PostAsync("/ingest/batch", body);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(2, answer.GetProperty("ids").GetArrayLength());
        Assert.Equal(1, Assert.Single(answer.GetProperty("errors").EnumerateArray()).Number("index"));
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("{", 400)]
    [InlineData("[]", 400)]
    [InlineData("\"text\"", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"model":"m"}""", 400)]
    [InlineData("""{"model":"m","tokens":1}""", 400)]
    [InlineData("""{"model":"","tokens":1,"cost":0}""", 422)]
    [InlineData("""{"model":7,"tokens":1,"cost":0}""", 422)]
    [InlineData("""{"model":"m","tokens":-1,"cost":0}""", 422)]
    [InlineData("""{"model":"m","tokens":1.5,"cost":0}""", 422)]
    [InlineData("""{"model":"m","tokens":"1","cost":0}""", 422)]
    [InlineData("""{"model":"m","tokens":1,"cost":-0.1}""", 422)]
    [InlineData("""{"model":"m","tokens":1,"cost":"0"}""", 422)]
    [InlineData("""{"model":"m","tokens":1,"cost":0,"timestamp":"yesterday"}""", 422)]
    [InlineData("""{"model":"m","tokens":1,"cost":0,"tokens_saved":-1}""", 422)]
    [InlineData("""{"model":"m","tokens":1,"cost":0,"compression_rate":1.5}""", 422)]
    [InlineData("""{"model":"m","tokens":99999999999999999999,"cost":0}""", 422)]
    public async Task Record_ThatIsWrong_IsRefusedAndNotStored(string body, int expected)
    {
        var before = await CountAsync();

        var (status, answer) = await PostAsync("/ingest", body);

        Assert.Equal(expected, (int)status);
        var error = answer.GetProperty("error");
        Assert.NotEqual("", error.Text("type"));
        Assert.NotEqual("", error.Text("message"));
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Record_WithoutAnyField_IsToldAllOfThem()
    {
        var message = (await PostAsync("/ingest", "{}")).Answer.GetProperty("error").Text("message") ?? "";

        Assert.All(["model", "tokens", "cost"], name => Assert.Contains(name, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[]", 400)]
    [InlineData("{}", 400)]
    [InlineData("7", 400)]
    [InlineData("""{"events":7}""", 400)]
    [InlineData("""[{"model":"m","tokens":-1,"cost":0}]""", 422)]
    public async Task Batch_ThatIsWrong_IsRefused(string body, int expected) => Assert.Equal(expected, (int)(await PostAsync("/ingest/batch", body)).Status);

    [Fact]
    public async Task Batch_OfMoreThanAThousand_IsRefused()
    {
        var records = string.Join(',', Enumerable.Repeat("""{"model":"m","tokens":1,"cost":0}""", 1001));

        Assert.InRange((int)(await PostAsync("/ingest/batch", $"[{records}]")).Status, 400, 422);
    }

    [Fact]
    public async Task Body_OverAMebibyte_IsRefusedWith413() =>
        Assert.Equal(413, (int)(await PostAsync("/ingest", $$"""{"model":"m","tokens":1,"cost":0,"agent":"{{new string('a', 1_100_000)}}"}""")).Status);

    [Fact]
    public async Task Record_WithATimestampOfItsOwn_IsTaken()
    {
        var (status, _) = await PostAsync("/ingest", string.Create(CultureInfo.InvariantCulture, $$"""{"model":"m","tokens":1,"cost":0,"timestamp":"{{DateTimeOffset.UnixEpoch.AddYears(50):o}}"}"""));

        Assert.Equal(HttpStatusCode.OK, status);
    }

    private async Task<long?> CountAsync() => (await Product.ReportAsync("/stats")).GetProperty("session").Number("requests");

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(string path, string body)
    {
        using var response = await Product.Client.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"), Cancel).InTimeAsync(path);
        return (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancel)));
    }
}
