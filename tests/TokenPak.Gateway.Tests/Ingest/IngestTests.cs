using System.Net;
using System.Text.Json;
using TokenPak.Gateway.Tests.Support;

namespace TokenPak.Gateway.Tests.Ingest;

public sealed class IngestTests
{
    [Theory]
    [InlineData("", 400, "empty_body")]
    [InlineData("{\"model\":", 400, "malformed_json")]
    [InlineData("[1,2]", 400, "invalid_shape")]
    [InlineData("\"text\"", 400, "invalid_shape")]
    [InlineData("""{"model":"m"}""", 400, "missing_field")]
    [InlineData("""{"model":"","tokens":1,"cost":0}""", 422, "invalid_value")]
    [InlineData("""{"model":"  ","tokens":1,"cost":0}""", 422, "invalid_value")]
    [InlineData("""{"model":7,"tokens":1,"cost":0}""", 422, "invalid_value")]
    [InlineData("""{"model":"m","tokens":-1,"cost":0}""", 422, "invalid_value")]
    [InlineData("""{"model":"m","tokens":1.5,"cost":0}""", 422, "invalid_value")]
    [InlineData("""{"model":"m","tokens":"1","cost":0}""", 422, "invalid_value")]
    [InlineData("""{"model":"m","tokens":null,"cost":0}""", 422, "invalid_value")]
    [InlineData("""{"model":"m","tokens":99999999999999999999,"cost":0}""", 422, "invalid_value")]
    [InlineData("""{"model":"m","tokens":1,"cost":-0.1}""", 422, "invalid_value")]
    [InlineData("""{"model":"m","tokens":1,"cost":1e400}""", 422, "invalid_value")]
    [InlineData("""{"model":"m","tokens":1,"cost":0,"timestamp":"yesterday"}""", 422, "invalid_value")]
    [InlineData("""{"model":"m","tokens":1,"cost":0,"timestamp":"2026-13-45T00:00:00Z"}""", 422, "invalid_value")]
    [InlineData("""{"model":"m","tokens":1,"cost":0,"tokens_saved":-1}""", 422, "invalid_value")]
    [InlineData("""{"model":"m","tokens":1,"cost":0,"compression_rate":1.1}""", 422, "invalid_value")]
    [InlineData("""{"model":"m","tokens":1,"cost":0,"agent":5}""", 422, "invalid_value")]
    [InlineData("""{"model":"\ud800","tokens":1,"cost":0}""", 422, "invalid_value")]
    public async Task Record_Wrong_IsRefusedAndNothingStored(string body, int status, string type)
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        using var response = await gateway.Client.SendAsync(Requests.Post("/ingest", body));
        Assert.Equal(status, (int)response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(type, json.RootElement.GetProperty("error").GetProperty("type").GetString());
        Assert.NotEqual("", json.RootElement.GetProperty("error").GetProperty("message").GetString());
        Assert.Empty(gateway.Statistics.Ingested);
    }

    [Fact]
    public async Task Record_MissingFields_AreAllNamed()
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        using var response = await gateway.Client.SendAsync(Requests.Post("/ingest", "{}"));
        var text = await response.Content.ReadAsStringAsync();
        Assert.All(["model", "tokens", "cost"], name => Assert.Contains(name, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Record_Whole_IsStored()
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        using var response = await gateway.Client.SendAsync(Requests.Post("/ingest",
            """{"model":"claude-haiku-4-5","tokens":1500,"cost":0.002,"timestamp":"2026-01-02T03:04:05+02:00","agent":"a","session_id":"s","tokens_saved":9,"compression_rate":0.25,"id":"my-id","team":{"x":[1]}}"""));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("ok", json.RootElement.GetProperty("status").GetString());
        var record = Assert.Single(gateway.Statistics.Ingested);
        Assert.Equal(json.RootElement.GetProperty("ids")[0].GetString(), record.Id.ToString());
        Assert.Equal(("claude-haiku-4-5", 1500L, 0.002m, "a", "s", 9L, 0.25), (record.Model, record.Tokens, record.Cost, record.Agent, record.SessionId, record.TokensSaved, record.CompressionRate));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 1, 4, 5, TimeSpan.Zero), record.Timestamp);
        Assert.Equal(TimeSpan.Zero, record.Timestamp.Offset);
        Assert.Equal("""{"team":{"x":[1]}}""", record.Extra);
    }

    [Theory]
    [InlineData("""{"model":"m","tokens":1,"cost":1000000.01}""")]
    [InlineData("""{"model":"m","tokens":1000000000001,"cost":0}""")]
    [InlineData("""{"model":"m","tokens":1,"cost":0,"tokens_saved":1000000000001}""")]
    public async Task Record_BeyondWhatCanBeSummed_IsRefusedNotCutDown(string body)
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        using var response = await gateway.Client.SendAsync(Requests.Post("/ingest", body));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Empty(gateway.Statistics.Ingested);
    }

    [Fact]
    public async Task Record_Repeated_HasTheSameId()
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        for (var i = 0; i < 2; i++) (await gateway.Client.SendAsync(Requests.Post("/ingest", """{"model":"m","tokens":1,"cost":0,"id":"order-5"}"""))).Dispose();
        Assert.Single(gateway.Statistics.Ingested.Select(r => r.Id).Distinct());
    }

    [Theory]
    [InlineData("""[{"model":"m","tokens":1,"cost":0},{"model":"m"},{"model":"n","tokens":2,"cost":1}]""")]
    [InlineData("""{"events":[{"model":"m","tokens":1,"cost":0},{"model":"m"},{"model":"n","tokens":2,"cost":1}]}""")]
    public async Task Batch_PartlyGood_StoresTheGoodAndNamesTheBad(string body)
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        using var response = await gateway.Client.SendAsync(Requests.Post("/ingest/batch", body));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(2, json.RootElement.GetProperty("ids").GetArrayLength());
        Assert.Equal(1, Assert.Single(json.RootElement.GetProperty("errors").EnumerateArray()).GetProperty("index").GetInt32());
        Assert.Equal(["m", "n"], gateway.Statistics.Ingested.Select(r => r.Model));
    }

    [Theory]
    [InlineData("[]", 400)]
    [InlineData("""{"events":[]}""", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"events":{}}""", 400)]
    [InlineData("""[{"model":"m"},5]""", 422)]
    public async Task Batch_WithNothingGood_IsRefused(string body, int status)
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        using var response = await gateway.Client.SendAsync(Requests.Post("/ingest/batch", body));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains("\"type\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(gateway.Statistics.Ingested);
    }

    [Fact]
    public async Task Batch_OfTooMany_IsRefused()
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        var body = $"[{string.Join(',', Enumerable.Repeat("""{"model":"m","tokens":1,"cost":0}""", 1001))}]";
        using var response = await gateway.Client.SendAsync(Requests.Post("/ingest/batch", body));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_OverOneMebibyte_Is413(bool chunked)
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        using var request = Requests.Post("/ingest", $$"""{"model":"m","tokens":1,"cost":0,"pad":"{{new string('x', 1024 * 1024)}}"}""");
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = true;
        using var response = await gateway.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Store_Away_Is503WithRetryAfter()
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        gateway.Statistics.IsAway = true;
        using var response = await gateway.Client.SendAsync(Requests.Post("/ingest", """{"model":"m","tokens":1,"cost":0}"""));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }
}
