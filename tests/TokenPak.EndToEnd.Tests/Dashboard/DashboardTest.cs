using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace TokenPak.EndToEnd.Tests.Dashboard;

/// <summary>What the browser tests have in common: a window on the shared product, and traffic of their own.</summary>
public abstract class DashboardTest(SharedProduct shared, SharedBrowser browser) : EndToEndTest(shared)
{
    private protected SharedBrowser Browser { get; } = browser;

    private protected Task<Window> OpenAsync(ColorScheme theme = ColorScheme.Light, int width = 1280) => Window.OpenAsync(Browser, Product.Address, theme, width);

    /// <summary>A compiled turn of an agent, through the product and in the statistics.</summary>
    private protected async Task<JsonElement> CompiledRowAsync(string session, int turns = 3)
    {
        using var request = WireRequest.Post(Product.Address, Dialect.Anthropic, new AgentConversation(Dialect.Anthropic).Request(turns));
        request.Headers.Add("x-tokenpak-session", session);
        request.Headers.TryAddWithoutValidation("User-Agent", "claude-cli/2.1 (external, cli)");
        return await Product.RowAsync(await Answer.GetAsync(Product, request));
    }

    private protected static string Grouped(long? number) => (number ?? -1).ToString("N0", CultureInfo.InvariantCulture);
}
