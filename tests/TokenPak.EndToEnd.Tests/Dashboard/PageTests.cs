using Microsoft.Playwright;

namespace TokenPak.EndToEnd.Tests.Dashboard;

/// <summary>Every page over real traffic, in a real browser.</summary>
public sealed class PageTests(SharedProduct shared, SharedBrowser browser) : DashboardTest(shared, browser)
{
    [Fact]
    public async Task Overview_WhileOpen_ShowsANewRequestByItself()
    {
        await using var window = await OpenAsync();
        await CompiledRowAsync("overview-one");
        await window.GoAsync("?period=all");
        await window.SeesAsync("Tokens saved");
        var requests = window.Page.Locator(".tile:has(h3:text-is('Requests')) .tile-value .figure");
        var before = await requests.GetAttributeAsync("title");

        await CompiledRowAsync("overview-two");
        await Assertions.Expect(requests).Not.ToHaveAttributeAsync("title", before ?? "");

        // The exact values on hover are the statistics' own.
        var current = (await Product.ReportAsync("/stats/trend")).GetProperty("current");
        await Assertions.Expect(requests).ToHaveAttributeAsync("title", Grouped(current.Number("requests")));
        await Assertions.Expect(window.Page.Locator(".head", new() { HasText = "Tokens saved" }).Locator(".head-value .figure")).ToHaveAttributeAsync("title", Grouped(current.Number("tokens_saved")));
        await Assertions.Expect(window.Page.Locator(".chart-plot svg path.mud-chart-bar").First).ToBeAttachedAsync();
        await window.Page.GetByText("As a table").First.ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Columnheader, new() { Name = "claude-haiku-4-5" })).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByText("Measured against the holdout")).ToBeVisibleAsync();
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Models_Sorted_ShowWhatTheStatisticsSay()
    {
        await using var window = await OpenAsync();
        await CompiledRowAsync("models");
        await window.GoAsync("models?period=all");
        var row = window.Page.GetByRole(AriaRole.Region, new() { Name = "Usage by model and provider" }).Locator("tbody tr", new() { HasText = "claude-haiku-4-5 anthropic" }).First;
        await Assertions.Expect(row).ToBeVisibleAsync();

        var model = (await Product.ReportAsync("/stats/models?model=claude-haiku-4-5&provider=anthropic")).GetProperty("models")[0];
        await Assertions.Expect(row.Locator("td .figure").First).ToHaveAttributeAsync("title", Grouped(model.Number("requests")));

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Model" }).ClickAsync();
        await Assertions.Expect(window.Page.Locator("th[aria-sort='ascending']")).ToContainTextAsync("Model");
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Sessions_Opened_ShowTheirTimelineAndEachReceiptAddsUp()
    {
        await using var window = await OpenAsync();
        const string Session = "session-on-a-timeline";
        await CompiledRowAsync(Session, turns: 2);
        var row = await CompiledRowAsync(Session, turns: 4);
        await window.GoAsync("sessions");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = Session }).ClickAsync();
        await Assertions.Expect(window.Page.Locator(".timeline tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(window.Page.Locator(".timeline .lane-bar")).ToHaveCountAsync(2);

        await window.Page.Locator(".timeline tbody tr th a").Last.ClickAsync();
        await window.SeesAsync(row.Text("id") ?? "no id");
        var receipt = await Product.ReportAsync("/recent/" + row.Text("id"));
        var price = receipt.GetProperty("price");
        var priced = window.Page.Locator("section", new() { Has = window.Page.Locator("#price-title") }).Locator("tbody td:last-child");

        // The id is there before the prices are.
        await Assertions.Expect(priced.First).ToBeVisibleAsync();
        var lines = await priced.AllInnerTextsAsync();
        Assert.Equal(price.Money("cost_usd"), lines.Sum(Dollars));
        await Assertions.Expect(window.Page.Locator("section", new() { Has = window.Page.Locator("#stages-title") }).Locator("tbody tr").Last).ToContainTextAsync(Grouped(receipt.GetProperty("tokens").Number("after")));
        await Assertions.Expect(window.Page.Locator(".waterfall .lane-bar").First).ToBeAttachedAsync();
        Assert.DoesNotContain("open orders", await window.Page.ContentAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Requests_Filtered_ShowThoseAloneAndStayLive()
    {
        await using var window = await OpenAsync();
        await CompiledRowAsync("filtered-one");
        await window.GoAsync("requests");
        await Assertions.Expect(window.Page.Locator(".requests tbody tr").First).ToBeVisibleAsync();
        await window.Page.GetByLabel("Session").FillAsync("filtered-two");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await window.SeesAsync("No request matches.");

        await CompiledRowAsync("filtered-two");
        await Assertions.Expect(window.Page.Locator(".requests tbody tr")).ToHaveCountAsync(1);

        // The address says what is shown; paused, the list stands still.
        Assert.Contains("session=filtered-two", window.Page.Url, StringComparison.Ordinal);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Paused" })).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task System_Healthy_ShowsPartsAndSettingsWithoutSecrets()
    {
        await using var window = await OpenAsync();
        await window.GoAsync("system");
        await window.SeesAsync("All well");
        await window.SeesAsync("TokenPak:UpstreamTimeoutSeconds");
        var secret = window.Page.Locator(".settings tr", new() { HasText = "TokenPak:HashKey" });
        await Assertions.Expect(secret).ToContainTextAsync("set (hidden)");
        Assert.Empty(window.Problems);
    }

    private static decimal Dollars(string text) => decimal.Parse(text.Replace("$", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
}
