using System.Net;
using System.Net.Http.Json;
using TokenPak.Contracts.Statistics;
using TokenPak.TestKit.Servers;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Telemetry.Tests.Hosting;

/// <summary>The inner HTTP endpoints of the distributed system, and what happens while its database is away.</summary>
public sealed class EndpointTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Endpoints_ServeWhatTheInterfaceSays()
    {
        await using var host = await TelemetryHost.StartAsync(await postgres.DatabaseAsync());
        using var client = new HttpClient { BaseAddress = host.Address };
        Assert.Equal(HttpStatusCode.NoContent, (await client.GetAsync("/last")).StatusCode);

        IReadOnlyList<IngestRecord> records = [new() { Id = Guid.CreateVersion7(), Model = "m", Tokens = 10, Cost = 1.5m, Timestamp = Events.Noon }];
        Assert.True((await client.PostAsJsonAsync("/ingest", records, StatisticsJsonContext.Default.IReadOnlyListIngestRecord)).IsSuccessStatusCode);
        Assert.Equal(1.5m, (await client.GetFromJsonAsync("/snapshot", StatisticsJsonContext.Default.StatisticsSnapshot))?.Session.CostUsd);
        Assert.Equal(records[0].Id, (await client.GetFromJsonAsync("/last", StatisticsJsonContext.Default.LastRequest))?.RequestId);
        Assert.Equal(1, (await client.GetFromJsonAsync("/session", StatisticsJsonContext.Default.SessionStatistics))?.SessionRequests);
        Assert.Equal(0.0, (await client.GetFromJsonAsync("/provider-cache", StatisticsJsonContext.Default.ProviderCacheTotals))?.HitRate);
        Assert.Single((await client.GetFromJsonAsync("/recent?limit=5&model=m&status=2xx&from=2026-11-24T00:00:00Z", StatisticsJsonContext.Default.RecentRequests))?.Recent ?? []);
        Assert.Empty((await client.GetFromJsonAsync($"/recent?before={records[0].Id}", StatisticsJsonContext.Default.RecentRequests))?.Recent ?? []);

        const string period = "?from=2026-11-01T00:00:00Z&to=2026-11-25T00:00:00Z&bucket=day&model=m";
        Assert.Equal(1.5m, (await client.GetFromJsonAsync("/series" + period, StatisticsJsonContext.Default.UsageSeries))?.Totals.CostUsd);
        Assert.Equal(1.5m, (await client.GetFromJsonAsync("/trend" + period, StatisticsJsonContext.Default.UsageTrend))?.Current.CostUsd);
        Assert.Equal("m", Assert.Single((await client.GetFromJsonAsync("/models" + period, StatisticsJsonContext.Default.ModelUsageList))?.Models ?? []).Model);
        Assert.Equal(1.5m, Assert.Single((await client.GetFromJsonAsync("/agents" + period, StatisticsJsonContext.Default.AgentUsageList))?.Agents ?? []).CostUsd);
        Assert.Empty((await client.GetFromJsonAsync("/stages" + period, StatisticsJsonContext.Default.StageUsageList))?.Stages ?? []);
        Assert.Equal("too_few", (await client.GetFromJsonAsync("/holdout", StatisticsJsonContext.Default.HoldoutComparison))?.Verdict);
        Assert.Single((await client.GetFromJsonAsync("/sessions?limit=3", StatisticsJsonContext.Default.SessionUsageList))?.Sessions ?? []);
        Assert.Equal("given", (await client.GetFromJsonAsync($"/requests/{records[0].Id}", StatisticsJsonContext.Default.RequestReceipt))?.Price.Basis);
        Assert.Equal(HttpStatusCode.NoContent, (await client.GetAsync($"/requests/{Guid.CreateVersion7()}")).StatusCode);

        host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await client.PostAsync("/session", null)).IsSuccessStatusCode);
        Assert.Equal(0, (await client.GetFromJsonAsync("/session", StatisticsJsonContext.Default.SessionStatistics))?.SessionRequests);
        using var broken = new StringContent("{", System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/ingest", broken)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/recent?limit=many")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/ready")).StatusCode);
    }

    [Fact]
    public async Task Database_AwayAndBack_LosesNoEvent()
    {
        await using var server = await PostgresServer.StartAsync();
        var connection = await server.CreateDatabaseAsync();
        await using (var migrate = TelemetryProgram.Start(connection, "migrate")) await migrate.ExitsWithAsync(0);
        await using var host = await TelemetryHost.StartAsync(connection);
        using var client = new HttpClient { BaseAddress = host.Address };
        await host.PublishAsync(Events.Chat(sequence: 1));
        await Eventually.HoldsAsync(() => host.Progress.Stored == 1, "the first event");

        await server.StopAsync();
        await host.PublishAsync(Events.Chat(sequence: 2), Events.Chat(sequence: 3));
        var answer = await client.GetAsync("/snapshot");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/alive")).StatusCode);
        Assert.Equal(1, host.Progress.Handled);

        await server.RestartAsync();
        await Eventually.HoldsAsync(() => host.Progress.Stored == 3, "the events of the outage");
        var session = (await host.SnapshotAsync()).Session;
        Assert.Equal((3, 0), (session.Requests, session.EventsLost));
    }
}
