using System.Text.Json;
using Microsoft.Playwright;
using TokenPak.EndToEnd.Tests.JavaScript;

namespace TokenPak.EndToEnd.Tests.Dashboard;

/// <summary>A browser window on a dashboard, and what a developer would see as red in its console or network tab.</summary>
internal sealed class Window : IAsyncDisposable
{
    /// <summary>How long a failure takes, on a busy machine.</summary>
    private const float Patience = 60_000;

    private static string? _axe;

    private readonly IBrowserContext _context;
    private readonly Uri _address;

    private Window(IBrowserContext context, IPage page, Uri address)
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _context = context;
        _address = address;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Problems.Add($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => Problems.Add("page error: " + error);
        page.Dialog += (_, dialog) =>
        {
            Problems.Add("dialog: " + dialog.Message);
            _ = dialog.DismissAsync();
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400) Problems.Add($"{response.Status}: {response.Url}");
        };
    }

    public IPage Page { get; }

    public List<string> Problems { get; } = [];

    public static async Task<Window> OpenAsync(SharedBrowser browser, Uri address, ColorScheme theme = ColorScheme.Light, int width = 1280)
    {
        var context = await browser.OpenAsync(new BrowserNewContextOptions { ColorScheme = theme, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        context.SetDefaultTimeout(Patience);
        context.SetDefaultNavigationTimeout(Patience);
        return new Window(context, await context.NewPageAsync(), address);
    }

    /// <summary>Goes to a page of the dashboard and waits until it is live.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(new Uri(_address, "/dashboard/" + path).AbsoluteUri);
        await Assertions.Expect(Page.Locator("main[data-live]")).ToBeAttachedAsync();
    }

    public Task SeesAsync(string text) => Assertions.Expect(Page.Locator("main")).ToContainTextAsync(text);

    /// <summary>What axe finds serious or critical, one line each.</summary>
    public async Task<string[]> AxeAsync()
    {
        _axe ??= await File.ReadAllTextAsync(Path.Combine(NodeClient.Folder, "node_modules/axe-core/axe.min.js"));
        await Page.EvaluateAsync(_axe);
        var found = await Page.EvaluateAsync<JsonElement>("axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations.map(v => ({ impact: v.impact, id: v.id, nodes: v.nodes.map(n => n.html + ' ' + n.failureSummary) })))");
        return
        [
            .. found.EnumerateArray().Where(violation => violation.Text("impact") is "serious" or "critical")
                .Select(violation => $"{violation.Text("id")}: {string.Join(" | ", violation.GetProperty("nodes").EnumerateArray().Take(4))}"),
        ];
    }

    public async Task<bool> ScrollsSidewaysAsync() => await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
