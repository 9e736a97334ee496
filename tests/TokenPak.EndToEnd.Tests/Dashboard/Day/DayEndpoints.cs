using System.Text.Json;

namespace TokenPak.EndToEnd.Tests.Dashboard.Day;

/// <summary>Compares every endpoint and every CSV of the gateway with the rows.</summary>
internal sealed class DayEndpoints(ProductUnderTest product, DayRows rows, DaySums all)
{
    private const int CsvRows = 100_000;

    public async Task CompareAsync()
    {
        await SessionAsync();
        await PeriodsAsync();
        await ListsAsync();
        await RecentAsync();
        await OwnAsync();
    }

    /// <summary>Those of the reference: the session, the day, the caches.</summary>
    private async Task SessionAsync()
    {
        var (day, stats) = await StatsOfADayAsync();
        var session = stats.GetProperty("session");
        Assert.Equal(all with { Uncached = 0 }, new DaySums
        {
            Requests = session.Number("requests") ?? 0,
            Errors = session.Number("errors") ?? 0,
            Cost = session.Money("cost_usd") ?? 0,
            Net = session.Money("cost_saved_usd") ?? 0,
            Raw = session.Number("input_tokens") ?? 0,
            Sent = session.Number("sent_input_tokens") ?? 0,
            Read = session.Number("cache_read_tokens") ?? 0,
            Written = session.Number("cache_creation_tokens") ?? 0,
            Output = session.Number("output_tokens") ?? 0,
            Saved = session.Number("tokens_saved") ?? 0,
        });

        var today = stats.GetProperty("today");
        var since = await rows.SumAsync(rows.Since(day));
        Assert.Equal((since.Requests, since.Cost, since.Cost), (today.Number("requests"), today.Money("cost_usd"), today.Money("total_cost")));
        Assert.Equal((since.Raw, since.Output, since.Saved), (today.Number("input_tokens"), today.Number("output_tokens"), today.Number("tokens_saved")));

        var models = await rows.ByAsync("coalesce(model, 'unknown')");
        Assert.Equal(models.Count, stats.GetProperty("by_model").EnumerateObject().Count());
        foreach (var model in stats.GetProperty("by_model").EnumerateObject())
        {
            var own = models[model.Name];
            Assert.Equal((own.Requests, own.Cost, own.Raw, own.Output, own.Saved), (model.Value.Number("requests"), model.Value.Money("cost") ?? 0, model.Value.Number("input_tokens"), model.Value.Number("output_tokens"), model.Value.Number("tokens_saved")));
            Assert.Equal((own.Read, own.Written), (model.Value.Number("cache_read_tokens"), model.Value.Number("cache_creation_tokens")));
        }

        var sums = await product.ReportAsync("/stats/session");
        Assert.Equal((all.Requests, all.Raw, all.Sent, all.Saved), (sums.Number("session_requests"), sums.Number("tokens_raw"), sums.Number("tokens_sent"), sums.Number("tokens_saved")));
        Assert.Equal((all.Output, all.Cost, all.Net, all.Errors), (sums.Number("output_tokens"), sums.Money("total_cost"), sums.Money("session_total_saved"), sums.Number("errors")));
        var last = await product.ReportAsync("/stats/last");
        Assert.Equal((all.Requests, all.Saved), (last.Number("session_requests"), last.Number("session_total_saved")));
        var cache = (await product.ReportAsync("/cache-stats")).GetProperty("provider");
        Assert.Equal((all.Read, all.Written), (cache.Number("cache_read_tokens"), cache.Number("cache_creation_tokens")));
    }

    private async Task PeriodsAsync()
    {
        foreach (var bucket in new[] { "hour", "day" })
        {
            var series = await product.ReportAsync("/stats/series?bucket=" + bucket);
            Assert.Equal(all, DaySums.Of(series.GetProperty("totals")));
            Assert.Equal(all, DaySums.Of(series.GetProperty("buckets").EnumerateArray()));
            var parts = series.GetProperty("buckets").EnumerateArray().SelectMany(b => b.GetProperty("by_model").EnumerateObject()).Select(p => p.Value).ToList();
            Assert.Equal((all.Requests, all.Errors, all.Cost), (parts.Sum(p => p.Number("requests")), parts.Sum(p => p.Number("errors")), parts.Sum(p => p.Money("cost_usd"))));
            Assert.Equal((all.Raw, all.Sent, all.Output, all.Saved), (parts.Sum(p => p.Number("input_tokens")), parts.Sum(p => p.Number("sent_input_tokens")), parts.Sum(p => p.Number("output_tokens")), parts.Sum(p => p.Number("tokens_saved"))));
        }

        var trend = await product.ReportAsync("/stats/trend");
        Assert.Equal(all, DaySums.Of(trend.GetProperty("current")));
        Assert.Equal(0, trend.Number("events_lost"));
        Assert.Equal((long)await rows.NumberAsync("count(budget_warning)"), trend.GetProperty("current").Number("budget_warnings"));

        var stages = await rows.StagesAsync();
        var list = await product.ReportAsync("/stats/stages");
        Assert.Equal(stages, list.GetProperty("stages").EnumerateArray().ToDictionary(s => s.Text("stage") ?? "", s => s.Number("tokens_saved") ?? 0));
        Assert.Equal((all.Saved, all.Saved), (list.Number("tokens_saved"), stages.Values.Sum()));
    }

    private async Task ListsAsync()
    {
        foreach (var (name, key) in new[] { ("models", "coalesce(model, '') || ' ' || coalesce(provider, '')"), ("agents", "coalesce(agent, '')"), ("sessions", "coalesce(session_id, '')") })
        {
            var groups = await rows.ByAsync(key);
            var listed = (await product.ReportAsync($"/stats/{name}{(name == "sessions" ? "?limit=200" : "")}")).GetProperty(name).EnumerateArray().ToDictionary(Key, DaySums.Of);
            Assert.Equal(groups.OrderBy(g => g.Key, StringComparer.Ordinal), listed.OrderBy(g => g.Key, StringComparer.Ordinal));
            string Key(JsonElement row) => name == "models" ? $"{row.Text("model")} {row.Text("provider")}" : row.Text(name == "agents" ? "agent" : "session_id") ?? "";
        }

        foreach (var name in new[] { "series", "models", "agents" }) Assert.Equal(all, DaySums.OfCsv(await TextAsync($"/stats/{name}.csv")));
        Assert.Equal(all, DaySums.OfCsv(await TextAsync("/stats/sessions.csv?limit=200")));
        var saved = (await TextAsync("/stats/stages.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Sum(line => DaySums.Number(line.Split(',')[3]));
        Assert.Equal(all.Saved, saved);
    }

    /// <summary>The list, page by page, as JSON and as CSV; prices of the newest page's receipts add up.</summary>
    private async Task RecentAsync()
    {
        var sum = new DaySums();
        for (var path = "/recent"; ;)
        {
            var page = (await product.ReportAsync(path)).GetProperty("recent").EnumerateArray().ToList();
            if (page.Count == 0) break;
            sum += Of(page);
            if (path == "/recent") await ReceiptsAsync(page);
            path = "/recent?before=" + page[^1].Text("id");
        }

        Assert.Equal(all with { Errors = 0, Uncached = 0 }, sum);

        var csv = new DaySums();
        for (var path = $"/recent.csv?limit={CsvRows}"; ;)
        {
            var lines = (await TextAsync(path)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            if (lines.Length == 1) break;
            var (names, cells) = (lines[0].Split(','), lines.Skip(1).Select(Cells).ToList());
            decimal Sum(string name) => cells.Sum(row => DaySums.Number(row[Array.IndexOf(names, name)]));
            csv += new DaySums
            {
                Requests = cells.Count,
                Cost = Sum("cost"),
                Net = Sum("cost_saved"),
                Raw = (long)Sum("input_tokens_raw"),
                Sent = (long)Sum("input_tokens"),
                Read = (long)Sum("cache_read_tokens"),
                Written = (long)Sum("cache_creation_tokens"),
                Output = (long)Sum("output_tokens"),
                Saved = (long)Sum("tokens_saved"),
            };
            path = $"/recent.csv?limit={CsvRows}&before={cells[^1][0]}";
        }

        Assert.Equal(sum, csv);
    }

    private async Task ReceiptsAsync(List<JsonElement> page)
    {
        foreach (var row in page)
        {
            var price = (await product.ReportAsync("/recent/" + row.Text("id"))).GetProperty("price");
            Assert.Equal(row.Money("cost"), price.Money("cost_usd"));
            if (price.Text("basis") == "lines") Assert.Equal(row.Money("cost"), decimal.Round(price.GetProperty("lines").EnumerateArray().Sum(l => l.Money("cost_usd") ?? 0), 9));
        }
    }

    /// <summary>What the gateway counts itself: the requests that went through it.</summary>
    private async Task OwnAsync()
    {
        var own = await rows.SumAsync($"instance <> '{TestKit.Traffic.MixedDay.Instance}'");
        var lines = (await TextAsync("/metrics")).Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ')).ToList();
        decimal Metric(string name, string label = "") => lines.Where(l => l[0].Split('{')[0] == name && l[0].Contains(label, StringComparison.Ordinal)).Sum(l => DaySums.Number(l[1]));
        Assert.Equal((own.Requests, own.Errors, own.Saved), (Metric("tokenpak_requests_total"), Metric("tokenpak_request_errors_total"), Metric("tokenpak_tokens_saved_total")));
        Assert.Equal((own.Uncached, own.Read), (Metric("tokenpak_tokens_total", "kind=\"input\""), Metric("tokenpak_tokens_total", "kind=\"cache_read\"")));
        Assert.Equal((own.Written, own.Output), (Metric("tokenpak_tokens_total", "kind=\"cache_write\""), Metric("tokenpak_tokens_total", "kind=\"output\"")));
        var health = (await product.ReportAsync("/health")).GetProperty("stats");
        Assert.Equal((own.Requests, own.Errors, own.Saved), (health.Number("requests"), health.Number("errors"), health.Number("tokens_saved")));
    }

    /// <summary>Asked again where midnight passed meanwhile.</summary>
    private async Task<(DateTimeOffset Day, JsonElement Stats)> StatsOfADayAsync()
    {
        while (true)
        {
            var day = Today();
            var stats = await product.ReportAsync("/stats");
            if (day == Today()) return (day, stats);
        }
    }

    private static DateTimeOffset Today() => new(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);

    private static DaySums Of(List<JsonElement> page) => new()
    {
        Requests = page.Count,
        Cost = page.Sum(r => r.Money("cost") ?? 0),
        Net = page.Sum(r => r.Money("cost_saved") ?? 0),
        Raw = page.Sum(r => r.Number("input_tokens_raw") ?? 0),
        Sent = page.Sum(r => r.Number("input_tokens") ?? 0),
        Read = page.Sum(r => r.Number("cache_read_tokens") ?? 0),
        Written = page.Sum(r => r.Number("cache_creation_tokens") ?? 0),
        Output = page.Sum(r => r.Number("output_tokens") ?? 0),
        Saved = page.Sum(r => r.Number("tokens_saved") ?? 0),
    };

    /// <summary>No cell of this traffic holds a quote or a comma.</summary>
    private static string[] Cells(string line) => line.Split(',');

    private async Task<string> TextAsync(string path) => await product.Client.GetStringAsync(new Uri(path, UriKind.Relative)).InTimeAsync(path);
}
