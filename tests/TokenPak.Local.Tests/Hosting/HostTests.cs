using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TokenPak.TestKit.Products;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Local.Tests.Hosting;

public sealed partial class HostTests(HostTests.Running running) : IClassFixture<HostTests.Running>
{
    private LocalProduct Product => running.Product;

    [Fact]
    public async Task Banner_NamesWhatToSetForEachClient()
    {
        await Eventually.HoldsAsync(() => Product.Output.Contains("Ctrl-C stops.", StringComparison.Ordinal), "the banner");
        var origin = $"http://localhost:{Product.Address.Port}";
        foreach (var line in new[]
        {
            $"TokenPak listens on {origin}", $"OPENAI_BASE_URL={origin}/v1", $"ANTHROPIC_BASE_URL={origin}\n", $"GOOGLE_GEMINI_BASE_URL={origin}", "ENABLE_TOOL_SEARCH=true claude",
            $"base_url=\"{origin}/v1\"", $"Dashboard  {origin}/dashboard", "Mode       full", $"Data       {Product.DataFolders[0]}",
        })
        {
            Assert.Contains(line, Product.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Start_PrintsNothingButTheBanner()
    {
        await Eventually.HoldsAsync(() => Product.Output.Contains("Ctrl-C stops.", StringComparison.Ordinal), "the banner");
        Assert.StartsWith("TokenPak listens on", Product.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warn:", Product.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", Product.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_IsOkWithEveryPartInTheProcess()
    {
        using var health = JsonDocument.Parse(await Product.Client.GetStringAsync("health"));
        Assert.Equal("ok", health.RootElement.GetProperty("status").GetString());
        Assert.Equal("full", health.RootElement.GetProperty("compilation_mode").GetString());
    }

    [Fact]
    public async Task Dashboard_EveryAssetHasContent()
    {
        var html = await Product.Client.GetStringAsync("dashboard");
        var assets = Asset().Matches(html).Select(match => match.Groups[1].Value).Distinct().ToArray();
        Assert.Contains(assets, asset => asset.Contains("blazor.web", StringComparison.Ordinal));
        Assert.Contains(assets, asset => asset.Contains("MudBlazor.min", StringComparison.Ordinal));
        Assert.Contains(assets, asset => asset.Contains("favicon", StringComparison.Ordinal));
        foreach (var asset in assets)
        {
            using var response = await Product.Client.GetAsync("dashboard/" + WebUtility.HtmlDecode(asset));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.True((await response.Content.ReadAsByteArrayAsync()).Length > 100, asset);
        }
    }

    [Fact]
    public async Task Dashboard_ItsPathsAnswerNowhereElse()
    {
        foreach (var path in new[] { "app.css", "_framework/blazor.web.js", "dashboard/health", "dashboard/v1/models" })
        {
            using var response = await Product.Client.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task Dashboard_HasAStrictPolicyAndNoInlineScript()
    {
        using var response = await Product.Client.GetAsync("dashboard/");
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch(InlineScript(), await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Dashboard_ReadsTheOwnStatisticsAndShowsNamesAsText()
    {
        const string Name = "<img src=x onerror=alert(1)>\u202egnp";
        using var posted = await Product.Client.PostAsync("ingest", Json(JsonSerializer.Serialize(new { model = Name, tokens = 1234, cost = 0.5, tokens_saved = 4321 })));
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);

        // Pages that are read at nearly the same time share an answer, so another test's may come first.
        var html = await Eventually.GetAsync(
            async () => await Product.Client.GetStringAsync("dashboard/") is var page && page.Contains("4,321", StringComparison.Ordinal) ? page : null, "the page to show the record");
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', html);
    }

    [Fact]
    public void DataFolder_IsItsOwnersAlone()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        var entries = Directory.EnumerateFileSystemEntries(Product.DataFolders[0]).ToArray();
        Assert.Contains(entries, entry => entry.EndsWith("hash.key", StringComparison.Ordinal));
        Assert.Contains(entries, entry => entry.EndsWith("telemetry.db", StringComparison.Ordinal));
        foreach (var entry in entries) Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(entry) & Others);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    [GeneratedRegex("""(?:href|src)="([^"]+\.(?:css|js|svg))["]""")]
    private static partial Regex Asset();

    [GeneratedRegex("""<script(?![^>]*\ssrc=)""")]
    private static partial Regex InlineScript();

    public sealed class Running : IAsyncLifetime
    {
        private LocalProduct? _product;

        public LocalProduct Product => _product ?? throw new InvalidOperationException("Not started.");

        public async ValueTask InitializeAsync() => _product = await LocalProduct.StartAsync();

        public async ValueTask DisposeAsync()
        {
            if (_product is not null) await _product.DisposeAsync();
        }
    }
}
