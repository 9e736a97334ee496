using Microsoft.Playwright;

namespace TokenPak.EndToEnd.Tests.Dashboard.Day;

/// <summary>Compares what every page of the dashboard shows, exactly on hover, with the rows.</summary>
internal sealed class DayPages(Window window, DayRows rows, DaySums all)
{
    private const int Listed = 200;

    private const string ReadCells = "rows => rows.map(row => [...row.cells].map(cell => cell.querySelector('.figure')?.title ?? cell.innerText.trim()))";

    public async Task CompareAsync()
    {
        await OverviewAsync();
        await ModelsAsync();
        await SessionsAsync();
        await SystemAsync();
        Assert.Empty(window.Problems);
    }

    private async Task OverviewAsync()
    {
        await window.GoAsync("?period=all");
        await Assertions.Expect(window.Page.Locator(".tile", new() { HasText = "Requests" }).First).ToBeVisibleAsync();
        Assert.Equal((all.Requests, all.Errors, all.Cost), (await TileAsync("Requests"), await TileAsync("Errors"), await TileAsync("Cost")));
        Assert.Equal(all.Read, (await FiguresAsync(".tile:has(h3:text-is('Provider cache hits')) .tile-detail .figure"))[0]);
        Assert.Equal(all.Net, (await FiguresAsync(".head:has(h2:text-is('Saved, net')) .head-value .figure"))[0]);
        Assert.Equal(
            [await rows.DollarsAsync("gross_saved_nanos"), await rows.DollarsAsync("cache_break_nanos")],
            await FiguresAsync(".head:has(h2:text-is('Saved, net')) .tile-detail .figure"));
        Assert.Equal([all.Saved], await FiguresAsync(".head:has(h2:text-is('Tokens saved')) .head-value .figure"));
        Assert.Equal([all.Raw], await FiguresAsync(".head:has(h2:text-is('Tokens saved')) .tile-detail .figure"));

        Assert.Equal([all.Cost], await FiguresAsync("figure[aria-labelledby=cost-title] .chart-sum .figure"));
        Assert.Equal([all.Raw, all.Sent], await FiguresAsync("figure[aria-labelledby=tokens-title] .chart-sum .figure"));
        Assert.Equal([all.Uncached, all.Read, all.Written, all.Output, await rows.NumberAsync("sum(reasoning_tokens)")], await FiguresAsync("section[aria-labelledby=billed-title] td .figure"));
        var stages = (await CellsAsync("section[aria-labelledby=stages-title] tbody tr")).ToDictionary(row => row[0], row => (long)DaySums.Number(row[1]));
        Assert.Equal((await rows.StagesAsync()).OrderBy(s => s.Key, StringComparer.Ordinal), stages.OrderBy(s => s.Key, StringComparer.Ordinal));
    }

    private async Task ModelsAsync()
    {
        await window.GoAsync("models?period=7d");
        await Assertions.Expect(window.Page.Locator("table.models tfoot")).ToBeVisibleAsync();
        Assert.Equal(all with { Sent = 0 }, Usage((await CellsAsync("table.models tfoot tr"))[0]));
        await CompareAsync("table.models tbody tr", "coalesce(model, '') || ' ' || coalesce(provider, '')");
        await CompareAsync("[aria-label='Usage by client program'] tbody tr", "coalesce(agent, 'did not say')");
    }

    private async Task CompareAsync(string selector, string key)
    {
        var groups = (await rows.ByAsync(key)).ToDictionary(g => g.Key, g => g.Value with { Sent = 0 });
        var shown = (await CellsAsync(selector)).ToDictionary(row => string.Join(' ', row[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), Usage);
        Assert.Equal(groups.OrderBy(g => g.Key, StringComparer.Ordinal), shown.OrderBy(g => g.Key, StringComparer.Ordinal));
    }

    /// <summary>All sessions, then one of them on its timeline, as a list of requests, and a receipt.</summary>
    private async Task SessionsAsync()
    {
        var sessions = await rows.ByAsync("coalesce(session_id, 'named none')");
        await window.GoAsync("sessions?period=all");
        await Assertions.Expect(window.Page.Locator("table.sessions tbody tr")).ToHaveCountAsync(sessions.Count);
        foreach (var row in await CellsAsync("table.sessions tbody tr"))
        {
            var own = sessions[row[0]];
            Assert.Equal((own.Errors, own.Cost, own.Net, own.Raw, own.Saved), ((long)DaySums.Number(row[6]), DaySums.Number(row[7]), DaySums.Number(row[8]), (long)DaySums.Number(row[9]), (long)DaySums.Number(row[10])));
        }

        var (name, sums) = sessions.Where(s => s.Key != "named none").MinBy(s => s.Value.Requests);
        await window.GoAsync("session?id=" + name);
        await Assertions.Expect(window.Page.Locator("table.timeline tbody tr")).ToHaveCountAsync((int)Math.Min(Listed, sums.Requests));
        Assert.Equal((sums.Cost, sums.Net, sums.Saved), (await TileAsync("Cost"), await TileAsync("Saved, net"), await TileAsync("Tokens saved")));
        if (sums.Requests <= Listed)
        {
            var timeline = await CellsAsync("table.timeline tbody tr");
            Assert.Equal((sums.Raw, sums.Saved, sums.Output, sums.Cost), (Sum(timeline, 3), Sum(timeline, 4), Sum(timeline, 5), Sum(timeline, 6)));
        }

        await RequestsAsync(name, sums);
    }

    private async Task RequestsAsync(string session, DaySums sums)
    {
        var list = new List<string[]>();
        await window.GoAsync($"requests?period=all&session={session}");
        while (true)
        {
            var left = (int)sums.Requests - list.Count;
            await Assertions.Expect(window.Page.Locator("table.requests tbody tr")).ToHaveCountAsync(Math.Min(50, left));
            list.AddRange(await CellsAsync("table.requests tbody tr"));
            if (list.Count == sums.Requests) break;
            var first = window.Page.Locator("table.requests tbody tr th a").First;
            var before = await first.GetAttributeAsync("href") ?? "";
            await window.Page.GetByRole(AriaRole.Link, new() { Name = "Older" }).ClickAsync();
            await Assertions.Expect(first).Not.ToHaveAttributeAsync("href", before);
        }

        Assert.Equal((sums.Raw, sums.Sent, sums.Saved, sums.Read, sums.Output), (Sum(list, 4), Sum(list, 5), Sum(list, 6), Sum(list, 7), Sum(list, 8)));
        Assert.Equal((sums.Cost, sums.Net), (Sum(list, 9), Sum(list, 10)));

        await window.Page.Locator("table.requests tbody tr").Filter(new() { HasText = "200" }).Locator("th a").First.ClickAsync();
        var price = window.Page.Locator("section[aria-labelledby=price-title]");
        await Assertions.Expect(price.Locator("tfoot")).ToBeVisibleAsync();
        var lines = await price.Locator("tbody td:last-child").AllInnerTextsAsync();
        Assert.Equal(DaySums.Number(await price.Locator("tfoot td").InnerTextAsync()), decimal.Round(lines.Sum(DaySums.Number), 9));
    }

    private async Task SystemAsync()
    {
        await window.GoAsync("system");
        await Assertions.Expect(window.Page.Locator(".tile", new() { HasText = "Events lost" })).ToBeVisibleAsync();
        Assert.Equal(0, await TileAsync("Events lost"));
    }

    /// <summary>A row of a table of usage; what was sent is not among its columns.</summary>
    private static DaySums Usage(string[] row) => new()
    {
        Requests = (long)DaySums.Number(row[1]),
        Errors = (long)DaySums.Number(row[2]),
        Cost = DaySums.Number(row[3]),
        Net = DaySums.Number(row[4]),
        Raw = (long)DaySums.Number(row[5]),
        Saved = (long)DaySums.Number(row[6]),
        Uncached = (long)DaySums.Number(row[7]),
        Read = (long)DaySums.Number(row[8]),
        Written = (long)DaySums.Number(row[9]),
        Output = (long)DaySums.Number(row[10]),
    };

    private static decimal Sum(IEnumerable<string[]> rows, int column) => rows.Sum(row => DaySums.Number(row[column]));

    private async Task<decimal> TileAsync(string label) => (await FiguresAsync($".tile:has(h3:text-is('{label}')) .tile-value .figure"))[0];

    private async Task<decimal[]> FiguresAsync(string selector) =>
        [.. (await window.Page.Locator(selector).EvaluateAllAsync<string[]>("figures => figures.map(figure => figure.title)")).Select(DaySums.Number)];

    private Task<string[][]> CellsAsync(string selector) => window.Page.Locator(selector).EvaluateAllAsync<string[][]>(ReadCells);
}
