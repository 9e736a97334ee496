using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Tests.Hosting;

namespace TokenPak.Telemetry.Tests.Stores;

public abstract class UsageTests : StoreTestBase
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Empty_SaysSo()
    {
        var series = await Host.Statistics.GetSeriesAsync(new PeriodQuery(), None);
        Assert.Null(series.From);
        Assert.Empty(series.Buckets);
        Assert.Equal(0, series.Totals.Requests);
        Assert.Empty((await Host.Statistics.GetModelsAsync(new PeriodQuery(), None)).Models);
        Assert.Empty((await Host.Statistics.GetSessionsAsync(new SessionsQuery(), None)).Sessions);
        Assert.Null((await Host.Statistics.GetTrendAsync(new PeriodQuery { From = Events.Noon.AddHours(-1) }, None)).Previous);
        Assert.Null(await Host.Statistics.GetReceiptAsync(Guid.CreateVersion7(), None));
        Assert.Equal("too_few", (await Host.Statistics.GetHoldoutAsync(new PeriodQuery(), None)).Verdict);
    }

    [Fact]
    public async Task Series_ByHour_FillsWhatIsEmpty()
    {
        await Host.StoreAsync(Events.Chat("a", Events.Noon.AddHours(-3)), Events.Chat("b", Events.Noon.AddMinutes(-1)), Events.Chat("a", Events.Noon.AddMinutes(-2)) with { StatusCode = 500 });
        var series = await Host.Statistics.GetSeriesAsync(new PeriodQuery { From = Events.Noon.AddHours(-3).AddMinutes(5) }, None);
        Assert.Equal((Events.Noon.AddHours(-3), Events.Noon.AddHours(1), "hour"), (series.From, series.To, series.Bucket));
        Assert.Equal([1, 0, 2, 0], series.Buckets.Select(b => b.Requests));
        Assert.Equal(1, series.Buckets[2].ByModel["a"].Errors);
        Assert.Equal((3, 1), (series.Totals.Requests, series.Totals.Errors));
    }

    [Fact]
    public async Task Series_OverDays_IsByDay_AndNarrowsByFilter()
    {
        await Host.StoreAsync(
            Events.Chat("a", Events.Noon.AddDays(-9)) with { SessionId = "s", Agent = "codex" },
            Events.Chat("b", Events.Noon.AddDays(-9)) with { SessionId = "t", Provider = "openai" },
            Events.Chat("a") with { SessionId = "s" });
        var series = await Host.Statistics.GetSeriesAsync(new PeriodQuery(), None);
        Assert.Equal(("day", 10, 3), (series.Bucket, series.Buckets.Count, series.Totals.Requests));
        Assert.Equal(2, (await Host.Statistics.GetSeriesAsync(new PeriodQuery { Session = "s" }, None)).Totals.Requests);
        Assert.Equal(1, (await Host.Statistics.GetSeriesAsync(new PeriodQuery { Session = "s", Agent = "codex" }, None)).Buckets[0].Requests);
        Assert.Equal(1, (await Host.Statistics.GetSeriesAsync(new PeriodQuery { Provider = "openai", Model = "b" }, None)).Totals.Requests);
        Assert.Equal(0, (await Host.Statistics.GetSeriesAsync(new PeriodQuery { Provider = "openai", Model = "a" }, None)).Totals.Requests);
    }

    [Fact]
    public async Task Trend_ComparesWithThePeriodBefore()
    {
        await Host.StoreAsync(Events.Chat(at: Events.Noon.AddHours(-30)), Events.Chat(at: Events.Noon.AddHours(-2)), Events.Chat(at: Events.Noon.AddHours(-3)), Events.Chat(at: Events.Noon.AddHours(-60)));
        var trend = await Host.Statistics.GetTrendAsync(new PeriodQuery { From = Events.Noon.AddHours(-24) }, None);
        Assert.Equal((2, 1, Events.Noon.AddHours(-48)), (trend.Current.Requests, trend.Previous?.Requests, trend.PreviousFrom));

        // Ten days and a half so far: as much before them, whatever the hour.
        await Host.StoreAsync(Events.Chat(at: Events.Noon.AddDays(-20)), Events.Chat(at: Events.Noon.AddDays(-21).AddMinutes(-1)), Events.Chat(at: Events.Noon.AddDays(-15)));
        var days = await Host.Statistics.GetTrendAsync(new PeriodQuery { From = Events.Noon.AddDays(-10) }, None);
        Assert.Equal((4, 2, Events.Noon.AddDays(-21)), (days.Current.Requests, days.Previous?.Requests, days.PreviousFrom));
    }

    [Fact]
    public async Task Receipt_TellsTheRouteAndTheRetries()
    {
        var route = new RequestRoute { Rule = "eu", Upstream = "spare", RequestedModel = "claude-opus-4-1", Left = ["anthropic: 529"] };
        var routed = Events.Chat() with { Route = route, UpstreamRetries = 2 };
        var plain = Events.Chat();
        var hostile = Events.Chat() with { Route = new RequestRoute { Rule = new string('r', 500), Left = [.. Enumerable.Repeat("x", 500)] } };
        await Host.StoreAsync(routed, plain, hostile);

        var receipt = await Host.Statistics.GetReceiptAsync(routed.Id, None);
        Assert.Equal((2, "eu", "spare", "claude-opus-4-1"), (receipt?.UpstreamRetries, receipt?.Route?.Rule, receipt?.Route?.Upstream, receipt?.Route?.RequestedModel));
        Assert.Equal(["anthropic: 529"], receipt?.Route?.Left);
        var other = await Host.Statistics.GetReceiptAsync(plain.Id, None);
        Assert.Equal((0, null), (other?.UpstreamRetries, other?.Route));
        var bounded = (await Host.Statistics.GetReceiptAsync(hostile.Id, None))?.Route;
        Assert.Equal((64, 16), (bounded?.Rule.Length, bounded?.Left.Count));
    }

    [Fact]
    public async Task Models_StatePercentilesToWithinTheirWidth()
    {
        await Host.StoreAsync([.. Enumerable.Range(1, 100).Select(i => Events.Chat("m") with { LatencyMs = i * 10, TimeToFirstByteMs = i, CompileMs = null })]);
        await Host.StoreAsync(Events.Chat("n") with { Usage = Events.Usage(10, 20, 30, 40) });
        var list = await Host.Statistics.GetModelsAsync(new PeriodQuery(), None);
        Assert.Equal(1.1, list.PercentileGrowth);
        var model = Assert.Single(list.Models, m => m.Model == "m");
        Assert.Null(model.CompileMs);
        Assert.Equal(100, model.LatencyMs?.Count);
        Assert.InRange(model.LatencyMs?.P50 ?? 0, 500, 550);
        Assert.InRange(model.LatencyMs?.P99 ?? 0, 990, 1089);
        Assert.InRange(model.TimeToFirstByteMs?.P90 ?? 0, 90, 99);
        Assert.Equal(505, model.AvgLatencyMs);
        var other = Assert.Single(list.Models, m => m.Model == "n");
        Assert.Equal((10, 20, 30, 40, 60), (other.UncachedInputTokens, other.CacheReadTokens, other.CacheCreationTokens, other.OutputTokens, other.SentInputTokens));
        await Host.StoreAsync(Events.Chat("m") with { Agent = "x" });
        Assert.Null(Assert.Single((await Host.Statistics.GetModelsAsync(new PeriodQuery { Agent = "x" }, None)).Models).LatencyMs);
    }

    [Fact]
    public async Task Percentiles_AskedAgain_KnowWhatCameMeanwhile_AlsoLate()
    {
        foreach (var bucket in new[] { PeriodQuery.Hour, PeriodQuery.Day })
        {
            var model = "m-" + bucket;
            await Host.StoreAsync(Events.Chat(model, Events.Noon.AddHours(-30)) with { LatencyMs = 10 }, Events.Chat(model) with { LatencyMs = 10 });
            Assert.Equal((2L, true), await ReadAsync(bucket, model));
            await Host.StoreAsync(Events.Chat(model, Events.Noon.AddHours(-30)) with { LatencyMs = 1000 }, Events.Chat(model) with { LatencyMs = 1000 }, Events.Chat(model) with { LatencyMs = 1000 });
            Assert.Equal((5L, false), await ReadAsync(bucket, model));
        }

        async Task<(long Count, bool IsFast)> ReadAsync(string bucket, string model)
        {
            var list = await Host.Statistics.GetModelsAsync(new PeriodQuery { From = Events.Noon.AddHours(-40), Bucket = bucket, Model = model }, None);
            var latency = Assert.Single(list.Models).LatencyMs;
            return (latency?.Count ?? 0, latency?.P50 < 100);
        }
    }

    [Fact]
    public async Task Sessions_PageFromTheNewest_WithTheirWholeLife()
    {
        for (var i = 0; i < 5; i++)
        {
            await Host.StoreAsync(
                Events.Chat("a", Events.Noon.AddMinutes(-10 * i)) with { SessionId = "s" + i, Agent = "codex" },
                Events.Chat("b", Events.Noon.AddMinutes((-10 * i) - 5)) with { SessionId = "s" + i, RequestType = i == 0 ? "count_tokens" : "chat" });
        }

        await Host.StoreAsync(Events.Chat(at: Events.Noon.AddDays(-1)));
        var first = await Host.Statistics.GetSessionsAsync(new SessionsQuery { Limit = 4 }, None);
        Assert.Equal(["s0", "s1", "s2", "s3"], first.Sessions.Select(s => s.SessionId));
        Assert.Equal((2, 1, 300.0), (first.Sessions[0].Requests, first.Sessions[0].Turns, first.Sessions[0].DurationSeconds));
        Assert.Equal(["a", "b"], first.Sessions[0].Models);
        Assert.Equal(["codex"], first.Sessions[0].Agents);
        var second = await Host.Statistics.GetSessionsAsync(new SessionsQuery { Limit = 4, Cursor = first.Next }, None);
        Assert.Equal(["s4", null], second.Sessions.Select(s => s.SessionId));
        Assert.Null(second.Next);

        Assert.Equal("s2", Assert.Single((await Host.Statistics.GetSessionsAsync(new SessionsQuery { Session = "s2" }, None)).Sessions).SessionId);
        Assert.Equal(5, (await Host.Statistics.GetSessionsAsync(new SessionsQuery { Model = "b", Agent = null }, None)).Sessions.Count);
        Assert.Equal(["s0", "s1"], (await Host.Statistics.GetSessionsAsync(new SessionsQuery { From = Events.Noon.AddMinutes(-12), Agent = "codex" }, None)).Sessions.Select(s => s.SessionId));
        Assert.Empty((await Host.Statistics.GetSessionsAsync(new SessionsQuery { Cursor = "broken!" }, None)).Sessions);
    }

    [Fact]
    public async Task Agents_And_Stages_AreSummed()
    {
        StageSaving[] stages = [new("json", 300, 2), new("log", 100, 1)];
        await Host.StoreAsync(
            Events.Chat() with { Agent = "codex", SessionId = "s", Stages = stages, TokensBefore = 1400, TokensAfter = 1000 },
            Events.Chat() with { Stages = stages, TokensBefore = 1400, TokensAfter = 1000 },
            Events.Chat() with { Stages = stages, TokensBefore = 1400, TokensAfter = 1000, StatusCode = 500, Usage = null });
        var agents = await Host.Statistics.GetAgentsAsync(new PeriodQuery(), None);
        Assert.Equal([("codex", 1), (null, 2)], agents.Agents.Select(a => (a.Agent, a.Requests)).OrderBy(a => a.Requests));

        // What failed saved nothing.
        var all = await Host.Statistics.GetStagesAsync(new PeriodQuery(), None);
        Assert.Equal(800, all.TokensSaved);
        Assert.Equal([new StageUsage { Stage = "json", Requests = 2, Blocks = 4, TokensSaved = 600, Share = 0.75 }, new StageUsage { Stage = "log", Requests = 2, Blocks = 2, TokensSaved = 200, Share = 0.25 }], all.Stages);
        Assert.Equal(400, (await Host.Statistics.GetStagesAsync(new PeriodQuery { Session = "s" }, None)).TokensSaved);
        Assert.Equal(400, (await Host.Statistics.GetStagesAsync(new PeriodQuery { Agent = "codex" }, None)).TokensSaved);
    }

    [Fact]
    public async Task Receipt_NamesTheCauseOfACacheBreak()
    {
        var broken = Events.Chat() with { CacheBreaks = 1, CacheBreakCause = CacheBreakCauses.Route };
        var plain = Events.Chat();
        await Host.StoreAsync(broken, plain);

        var receipts = new[] { await Host.Statistics.GetReceiptAsync(broken.Id, None), await Host.Statistics.GetReceiptAsync(plain.Id, None) };
        Assert.Equal([(1L, CacheBreakCauses.Route), (0L, null)], receipts.Select(receipt => (receipt?.Saved.CacheBreaks ?? -1, receipt?.Saved.CacheBreakCause)));
    }

    [Fact]
    public async Task Receipt_TellsBudgetWarningsAndAddedMarkers_AndTotalsCountTheWarnings()
    {
        var warned = Events.Chat() with { BudgetWarning = "83 % of 5 dollars", CacheBreakpoints = 3 };
        var plain = Events.Chat();
        await Host.StoreAsync(warned, plain);
        Assert.Equal(("83 % of 5 dollars", 3), await Host.Statistics.GetReceiptAsync(warned.Id, None) is { } receipt ? (receipt.BudgetWarning, receipt.CacheBreakpoints) : default);
        Assert.Equal((null, 0), await Host.Statistics.GetReceiptAsync(plain.Id, None) is { } other ? (other.BudgetWarning, other.CacheBreakpoints) : ("none", -1));
        Assert.Equal(1, (await Host.Statistics.GetTrendAsync(new PeriodQuery(), None)).Current.BudgetWarnings);
    }

    [Fact]
    public async Task RawTokens_AreWhatTheClientSent_WithoutWhatTheVaultAdded()
    {
        // The client sent 2,000 tokens; 500 were removed, the vault added 300.
        await Host.StoreAsync(Events.Chat() with { TokensBefore = 2000, TokensAfter = 1800, InjectedTokens = 300, Usage = Events.Usage(1800), SessionId = "s" });
        var row = Assert.Single(await Host.RecentAsync());
        Assert.Equal((2000, 1800, 500, 300), (row.InputTokensRaw, row.InputTokens, row.TokensSaved, row.InjectedTokens));
        Assert.Equal(2000, (await Host.Statistics.GetLastAsync(None))?.InputTokensRaw);
        Assert.Equal(2000, (await Host.SnapshotAsync()).Session.InputTokens);
        Assert.Equal(2000, (await Host.SnapshotAsync()).ByModel["claude-sonnet-4-5"].InputTokens);
        Assert.Equal(2000, (await Host.SnapshotAsync()).Today.InputTokens);
        Assert.Equal(2000, (await Host.Statistics.GetSessionAsync(None)).TokensRaw);
        foreach (var session in (string?[])[null, "s"])
        {
            var series = await Host.Statistics.GetSeriesAsync(new PeriodQuery { Session = session }, None);
            Assert.Equal((2000, 300), (series.Totals.InputTokens, series.Totals.InjectedTokens));
            Assert.Equal(2000, series.Buckets.Sum(b => b.ByModel.Values.Sum(p => p.InputTokens)));
        }

        Assert.Equal(2000, Assert.Single((await Host.Statistics.GetSessionsAsync(new SessionsQuery(), None)).Sessions).InputTokens);
    }

    [Fact]
    public async Task Receipt_LinesAddUp()
    {
        var e = Events.Chat("claude-sonnet-4-5") with { Usage = Events.Usage(101, 203, 307, 11, 100), TokensBefore = 900, TokensAfter = 611, Removed = new RemovedTokens(100, 100, 89, 89, 200), Stages = [new("json", 289, 1)] };
        await Host.StoreAsync(e);
        var receipt = await Host.Statistics.GetReceiptAsync(e.Id, None);
        Assert.NotNull(receipt);
        Assert.Equal("lines", receipt.Price.Basis);
        Assert.Equal(["input", "cache_read", "cache_write", "cache_write_1h", "output"], receipt.Price.Lines.Select(l => l.Kind));
        Assert.All(receipt.Price.Lines, l => Assert.Equal(l.Tokens * l.UsdPerMillion / 1_000_000, l.CostUsd));
        Assert.Equal(receipt.Request.Cost, decimal.Round(receipt.Price.Lines.Sum(l => l.CostUsd), 9));
        Assert.NotEmpty(receipt.Price.Sources);
        Assert.NotNull(receipt.Price.Read);
        Assert.Equal((900, 611, 289L), (receipt.Tokens.Before, receipt.Tokens.After, receipt.Request.TokensSaved));
        Assert.Equal(receipt.Saved.GrossUsd - receipt.Saved.CacheBreakUsd, receipt.Saved.NetUsd);

        var ingested = new IngestRecord { Id = Guid.CreateVersion7(), Model = "m", Tokens = 10, Cost = 1.5m, Timestamp = Events.Noon };
        await Host.Statistics.IngestAsync([ingested], None);
        Assert.Equal("given", (await Host.Statistics.GetReceiptAsync(ingested.Id, None))?.Price.Basis);
        Assert.Null((await Host.Statistics.GetReceiptAsync(ingested.Id, None))?.Request.LatencyMs);
    }
}

public sealed class SqliteUsageTests : UsageTests
{
    private readonly SqliteFile _file = new();

    protected override Task<string> ConnectionAsync() => Task.FromResult(_file.ConnectionString);

    protected override void Cleanup() => _file.Dispose();
}

public sealed class PostgresUsageTests(PostgresFixture postgres) : UsageTests
{
    protected override Task<string> ConnectionAsync() => postgres.DatabaseAsync();
}
