using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace TokenPak.EndToEnd.Tests.Dashboard;

/// <summary>The first page in a real browser.</summary>
public sealed class DashboardTests(SharedProduct shared) : EndToEndTest(shared)
{
    private const float Patience = 90_000;

    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private static string Browser => Environment.GetEnvironmentVariable("TOKENPAK_TEST_BROWSER") ?? "/usr/bin/chromium";

    [Fact]
    public async Task Overview_AfterARequest_ShowsTotalsAndTheRequestWithoutErrors()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Browser, Args = Flags, Timeout = Patience });
        var page = await browser.NewPageAsync();
        var problems = Watch(page);

        await page.GotoAsync(new Uri(Product.Address, "/dashboard").AbsoluteUri, new PageGotoOptions { Timeout = Patience });
        await Assertions.Expect(page.GetByText("Tokens saved")).ToBeVisibleAsync(new() { Timeout = Patience });

        // Sent while the page is open: it has to show by itself.
        var answer = await Answer.GetAsync(Product, Dialect.Anthropic, new AgentConversation(Dialect.Anthropic).Request(turns: 3));
        var row = await Product.RowAsync(answer);
        var line = page.Locator("tbody tr").First;
        await Assertions.Expect(line).ToContainTextAsync("claude-haiku-4-5", new() { Timeout = Patience });
        await Assertions.Expect(line).ToContainTextAsync(Grouped(row.Number("tokens_saved")), new() { Timeout = Patience });
        await Assertions.Expect(line).ToContainTextAsync(Grouped(row.Number("input_tokens")), new() { Timeout = Patience });

        var session = (await Product.ReportAsync("/stats")).GetProperty("session");
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync(Grouped(session.Number("tokens_saved")), new() { Timeout = Patience });
        await Assertions.Expect(page.GetByText(RequestsCard(session.Number("requests")))).Not.ToHaveCountAsync(0, new() { Timeout = Patience });
        Assert.Empty(problems);
    }

    private static Regex RequestsCard(long? requests) => new($"Requests\\s*{Grouped(requests)}|^{Grouped(requests)}$");

    private static string Grouped(long? number) => (number ?? -1).ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Collects what a developer would see as red in the console or the network tab.</summary>
    private static List<string> Watch(IPage page)
    {
        var problems = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") problems.Add($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => problems.Add("page error: " + error);
        page.RequestFailed += (_, request) => problems.Add($"failed: {request.Url} {request.Failure}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 400) problems.Add($"{response.Status}: {response.Url}");
        };
        return problems;
    }
}
