using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TokenPak.TelemetryScale;
using TokenPak.TestKit.Servers;

var rowsOption = new Option<long>("--rows") { Description = "Rows of the large database", DefaultValueFactory = _ => 10_000_000 };
var baseOption = new Option<long>("--base") { Description = "Rows of the small one", DefaultValueFactory = _ => 10_000 };
var roundsOption = new Option<int>("--rounds") { Description = "Measurements of each query on each database", DefaultValueFactory = _ => 60 };
var onlyOption = new Option<string>("--only") { Description = "Measure the queries whose name contains this", DefaultValueFactory = _ => "" };
var root = new RootCommand("How much longer every query of the dashboard takes with many rows in Postgres than with few.") { rowsOption, baseOption, roundsOption, onlyOption };
root.SetAction(result => RunAsync(result.GetValue(baseOption), result.GetValue(rowsOption), result.GetValue(roundsOption), result.GetValue(onlyOption) ?? ""));
return await root.Parse(args).InvokeAsync();

static async Task<int> RunAsync(long few, long many, int rounds, string only)
{
    await using var server = await PostgresServer.StartAsync();
    await using var small = await ScaledStore.MakeAsync(server, few);
    await using var large = await ScaledStore.MakeAsync(server, many);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| query | ms at {few} rows | ms at {many} rows | ratio |\n| --- | --- | --- | --- |"));
    foreach (var (name, query) in Queries().Where(q => q.Name.Contains(only, StringComparison.Ordinal)))
    {
        // Turn and turn about, so that whatever else the machine does meets both.
        var (a, b) = (await query(small), await query(large));
        for (var i = 0; i < 10; i++) _ = (await small.TimeAsync(a), await large.TimeAsync(b));
        var (first, second) = (new double[rounds], new double[rounds]);
        for (var i = 0; i < rounds; i++) (first[i], second[i]) = (await small.TimeAsync(a), await large.TimeAsync(b));
        var (low, high) = (Median(first), Median(second));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `{name}` | {low:F2} | {high:F2} | {high / low:F2} |"));
    }

    return 0;
}

static double Median(double[] values)
{
    Array.Sort(values);
    return values[values.Length / 2];
}

static IEnumerable<(string Name, Func<ScaledStore, Task<string>> Path)> Queries()
{
    string[] plain =
    [
        "/snapshot", "/last", "/session", "/provider-cache", "/recent?limit=50", "/recent?limit=50&model=model-3", "/recent?limit=50&provider=openai", "/recent?limit=50&agent=agent-2",
        "/recent?limit=50&status=4xx", "/recent?limit=50&model=nobody", "/recent?limit=50&session=session-20", "/sessions?limit=50", "/sessions?limit=50&model=model-3", "/sessions?session=session-20", "/holdout", "/series",
        "/models", "/agents", "/stages",
    ];
    foreach (var path in plain) yield return (path, _ => Task.FromResult(path));
    foreach (var (label, days, bucket) in new[] { ("1 day", 1, "hour"), ("30 days", 30, "day") })
    {
        foreach (var name in new[] { "series", "trend", "models", "agents", "stages" })
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/{name}?bucket={bucket}&from={Uri.EscapeDataString(TimeProvider.System.GetUtcNow().AddDays(-days).ToString("O", CultureInfo.InvariantCulture))}");
            yield return ($"/{name}, {label}", _ => Task.FromResult(path));
        }
    }

    yield return ("/series?session=", _ => Task.FromResult("/series?bucket=day&session=session-20"));
    yield return ("/recent?before=, page 100", async store =>
    {
        string? before = null;
        for (var page = 0; page < 100; page++)
        {
            using var document = JsonDocument.Parse(await store.Client.GetStringAsync("/recent?limit=50" + (before is null ? "" : "&before=" + before)));
            before = document.RootElement.GetProperty("recent").EnumerateArray().Last().GetProperty("id").GetString();
        }

        return "/recent?limit=50&before=" + before;
    }
    );
    yield return ("/sessions?cursor=, page 3", async store =>
    {
        var path = "/sessions?limit=10";
        for (var page = 0; page < 2; page++)
        {
            using var document = JsonDocument.Parse(await store.Client.GetStringAsync(path));
            path = "/sessions?limit=10&cursor=" + document.RootElement.GetProperty("next").GetString();
        }

        return path;
    }
    );
    yield return ("/requests/{id}", async store =>
    {
        using var document = JsonDocument.Parse(await store.Client.GetStringAsync("/last"));
        return "/requests/" + document.RootElement.GetProperty("request_id").GetString();
    }
    );
}
