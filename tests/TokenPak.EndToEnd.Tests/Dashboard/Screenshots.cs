using System.Reflection;
using Microsoft.Playwright;
using TokenPak.EndToEnd.Tests.Dashboard.Demo;
using TokenPak.TestKit.Products;
using TokenPak.TestKit.Servers;

namespace TokenPak.EndToEnd.Tests.Dashboard;

/// <summary>Makes the pictures of the documentation (docs/screenshots.sh), from invented traffic that came over the broker into a real product.</summary>
public sealed class Screenshots(SharedBrowser browser)
{
    private static readonly (string File, string Path, ColorScheme Theme, int Width, int Height)[] Pictures =
    [
        ("dashboard.png", "?period=7d", ColorScheme.Light, 1280, 900),
        ("dashboard-dark.png", "", ColorScheme.Dark, 1280, 900),
        ("dashboard-models.png", "models?period=7d", ColorScheme.Light, 1280, 560),
        ("dashboard-sessions.png", "sessions", ColorScheme.Light, 1280, 480),
        ("dashboard-session.png", "session", ColorScheme.Light, 1280, 760),
        ("dashboard-requests.png", "requests", ColorScheme.Light, 1280, 520),
        ("dashboard-receipt.png", "receipt", ColorScheme.Light, 1280, 900),
        ("dashboard-system.png", "system", ColorScheme.Light, 1280, 900),
        ("dashboard-phone.png", "", ColorScheme.Light, 390, 844),
    ];

    private static string Folder => Environment.GetEnvironmentVariable("TOKENPAK_SCREENSHOTS") ?? Path.Combine(
        typeof(Screenshots).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ClientsFolder").Value ?? "", "../../../docs/images");

    [Fact(Explicit = true)]
    public async Task Pictures_OfDemoTraffic_AreTaken()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var broker = await RabbitMqServer.StartAsync();
        var messaging = broker.NewConnectionString();
        await using var product = await LocalProduct.StartAsync(new ProductOptions { Environment = new Dictionary<string, string> { ["ConnectionStrings__messaging"] = messaging } });
        var traffic = DemoTraffic.Make(TimeProvider.System.GetUtcNow());
        await DemoTraffic.PublishAsync(messaging, traffic, cancel);
        await Eventually.HoldsAsync(async () => (await product.ReportAsync("/stats/trend")).GetProperty("current").Number("requests") >= traffic.Count, "all of the traffic to be stored");

        Directory.CreateDirectory(Folder);
        var session = traffic.GroupBy(request => request.SessionId).Where(group => group.Count() is > 8 and < 22).Last().Last();
        var receipt = traffic.Last(request => request.Removed is { AtReadRate: > 0 } && request.Stages.Count > 3);
        foreach (var (file, path, theme, width, height) in Pictures)
        {
            await using var window = await browser.OpenAsync(new BrowserNewContextOptions
            {
                ColorScheme = theme,
                ViewportSize = new ViewportSize { Width = width, Height = height },
                ReducedMotion = ReducedMotion.Reduce,
            });
            var page = await window.NewPageAsync();
            var address = path switch { "session" => $"session?id={session.SessionId}", "receipt" => $"requests/{receipt.Id}", _ => path };
            await page.GotoAsync(new Uri(product.Address, "/dashboard/" + address).AbsoluteUri);
            if (path is "" or "?period=7d") await Assertions.Expect(page.Locator(".chart-plot svg path.mud-chart-bar").First).ToBeAttachedAsync(new() { Timeout = 30_000 });
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, file) });
        }
    }
}
