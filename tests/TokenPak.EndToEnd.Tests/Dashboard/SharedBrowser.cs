using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(TokenPak.EndToEnd.Tests.Dashboard.SharedBrowser))]

namespace TokenPak.EndToEnd.Tests.Dashboard;

/// <summary>One real browser for all tests, started by the first that needs it.</summary>
public sealed class SharedBrowser : IAsyncDisposable
{
    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private static string Program => Environment.GetEnvironmentVariable("TOKENPAK_TEST_BROWSER") ?? "/usr/bin/chromium";

    /// <summary>A window with cookies of its own.</summary>
    public async Task<IBrowserContext> OpenAsync(BrowserNewContextOptions options)
    {
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = Flags, Timeout = 90_000 });
        return await _browser.NewContextAsync(options);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
