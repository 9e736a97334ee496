using System.Net;
using System.Text.Json;
using TokenPak.Contracts.Statistics;
using TokenPak.Gateway.Tests.Support;

namespace TokenPak.Gateway.Tests.Statistics;

public sealed class UsageApiTests
{
    private const string Filters = "from=2026-11-01T00:00:00Z&to=2026-11-24&bucket=day&model=m%2F1&provider=openai&session=s%201&agent=codex";

    [Theory]
    [InlineData("series")]
    [InlineData("trend")]
    [InlineData("models")]
    [InlineData("agents")]
    [InlineData("stages")]
    [InlineData("holdout")]
    public async Task Period_ReadsEveryFilter(string name)
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        using var answer = await gateway.Client.GetAsync($"/stats/{name}?{Filters}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            new PeriodQuery
            {
                From = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
                To = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero),
                Bucket = "day",
                Model = "m/1",
                Provider = "openai",
                Session = "s 1",
                Agent = "codex",
            },
            gateway.Statistics.LastPeriod);
    }

    [Theory]
    [InlineData("series", "start,requests,errors,cost_usd", "1970-01-01T00:00:00.0000000Z,4,0,0.25")]
    [InlineData("models", "model,provider,requests", "\"'=m,1\",,4")]
    [InlineData("agents", "agent,requests", "codex,4")]
    [InlineData("stages", "stage,requests,blocks,tokens_saved,share", "json,1,2,3,1")]
    public async Task Csv_HasTheSameRows(string name, string header, string row)
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        using var answer = await gateway.Client.GetAsync($"/stats/{name}.csv");
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith(header, lines[0], StringComparison.Ordinal);
        Assert.StartsWith(row, lines[1], StringComparison.Ordinal);
        Assert.Equal(lines[0].Count(c => c == ','), lines[1].Replace("\"'=m,1\"", "", StringComparison.Ordinal).Count(c => c == ','));
    }

    [Fact]
    public async Task Sessions_PageByCursor()
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        using var document = JsonDocument.Parse(await gateway.Client.GetStringAsync("/stats/sessions?limit=7&cursor=abc&agent=codex"));
        Assert.Equal("more", document.RootElement.GetProperty("next").GetString());
        Assert.Equal("s", document.RootElement.GetProperty("sessions")[0].GetProperty("session_id").GetString());
        Assert.Equal(new SessionsQuery { Limit = 7, Cursor = "abc", Agent = "codex" }, gateway.Statistics.LastSessions);

        using var csv = await gateway.Client.GetAsync("/stats/sessions.csv");
        Assert.Equal("more", Assert.Single(csv.Headers.GetValues("x-tokenpak-next")));
        Assert.Contains("a b", await csv.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receipt_IsTheRow_AndUnknownOnesAreNotFound()
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        var id = Guid.CreateVersion7();
        gateway.Statistics.Receipt = new RequestReceipt
        {
            Request = new RequestRow { Id = id, Timestamp = DateTimeOffset.UnixEpoch, RequestType = "chat", Endpoint = "/v1/messages", CompilationMode = "full" },
            Outcome = "completed",
            Tokens = new ReceiptTokens(),
            Price = new ReceiptPrice { Basis = "lines", Lines = [new PriceLine("input", 1000, 3, 0.003m)] },
            Saved = new ReceiptSavings(),
        };
        using var document = JsonDocument.Parse(await gateway.Client.GetStringAsync($"/recent/{id}"));
        Assert.Equal(id, document.RootElement.GetProperty("request").GetProperty("id").GetGuid());
        Assert.Equal(0.003m, document.RootElement.GetProperty("price").GetProperty("lines")[0].GetProperty("cost_usd").GetDecimal());

        using var unknown = await gateway.Client.GetAsync($"/recent/{Guid.CreateVersion7()}");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("/stats/series?from=yesterday")]
    [InlineData("/stats/series?bucket=week")]
    [InlineData("/stats/models?from=2026-11-24&to=2026-11-23")]
    [InlineData("/stats/sessions?limit=1000")]
    [InlineData("/stats/agents.csv?to=x")]
    public async Task BadQuery_IsRefused(string path)
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        using var answer = await gateway.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("/stats/series")]
    [InlineData("/stats/sessions")]
    [InlineData("/stats/models.csv")]
    [InlineData("/recent/019f0000-0000-7000-8000-000000000000")]
    public async Task TelemetryAway_IsSaid(string path)
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        gateway.Statistics.IsAway = true;
        using var answer = await gateway.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }
}
