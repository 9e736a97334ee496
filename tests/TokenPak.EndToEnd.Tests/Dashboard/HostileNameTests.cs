using Microsoft.Playwright;

namespace TokenPak.EndToEnd.Tests.Dashboard;

/// <summary>Model names and session ids are text that anybody can choose: they are shown, never run.</summary>
public sealed class HostileNameTests(SharedProduct shared, SharedBrowser browser) : DashboardTest(shared, browser)
{
    private const string Model = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>\u202Egpj";
    private const string Session = "<svg onload=alert(3)>'\"><b id=planted>&amp;";

    [Fact]
    public async Task Names_ThatAreMarkup_AreShownAsTextOnEveryPage()
    {
        using var rule = Upstream.Always(new Behavior { Usage = new UpstreamUsage { Uncached = 900, Output = 30 } });
        using var request = WireRequest.Post(Product.Address, Dialect.OpenAIChat, WireRequest.Ask(Dialect.OpenAIChat, "Hello", model: Model));
        request.Headers.TryAddWithoutValidation("x-tokenpak-session", Session);
        var row = await Product.RowAsync(await Answer.GetAsync(Product, request));

        // Ingested with a cost, so that the name gets a colour of its own in the chart, its legend and its tooltip.
        using var ingest = new HttpRequestMessage(HttpMethod.Post, "/ingest") { Content = JsonContent(Model) };
        using var stored = await Product.Client.SendAsync(ingest).InTimeAsync("the record to be stored");
        stored.EnsureSuccessStatusCode();

        await using var window = await OpenAsync();
        foreach (var path in new[] { "", "models", "sessions", "session?id=" + Uri.EscapeDataString(Session), "requests", "requests?model=" + Uri.EscapeDataString(Model), "requests/" + row.Text("id"), "system" })
        {
            await window.GoAsync(path);
            await Assertions.Expect(window.Page.Locator("main .card:not(.custom-form)").First).ToBeVisibleAsync();
            if (path is not ("system" or "sessions")) await window.SeesAsync(path.StartsWith("session?", StringComparison.Ordinal) ? "<svg onload" : "<img src=x");
            if (path.Length == 0) await window.Page.Locator(".chart-plot svg path.mud-chart-bar").Last.HoverAsync(new() { Force = true });
            await Assertions.Expect(window.Page.Locator("img[src='x'], #planted, [onerror], [onload], main script")).ToHaveCountAsync(0);
        }

        // The character that turns the direction of the line is shown as a mark.
        Assert.DoesNotContain("\u202E", await window.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Policy_OfEveryPage_AllowsNoInlineScript()
    {
        using var page = await Product.Client.GetAsync(new Uri("/dashboard", UriKind.Relative)).InTimeAsync("the page");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
    }

    private static StringContent JsonContent(string model) =>
        new(System.Text.Json.JsonSerializer.Serialize(new { model, tokens = 5, cost = 1000 }), System.Text.Encoding.UTF8, "application/json");
}
