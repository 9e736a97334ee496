using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using TokenPak.TestKit.Otlp;

namespace TokenPak.EndToEnd.Tests.Privacy;

/// <summary>I6 for what stands between client and provider beside the lossless stages: whatever passes through it is written nowhere.</summary>
public sealed partial class FeatureCanaryTests
{
    private const string LeftOut = "CanaryLeftOutQX81";
    private const string Question = "CanaryQuestionQX82";
    private const string VaultText = "CanaryVaultTextQX83";
    private const string VaultQuery = "CanaryVaultQueryQX84";
    private const string Budgeted = "CanaryBudgetQX85";
    private const string Routed = "CanaryRoutedQX86";
    private const string SpareKey = "CanarySpareKeyQX87";
    private const string Marked = "CanaryMarkedQX88";
    private const string RefusedRecord = "CanaryRefusedQX89";

    /// <summary>A record's members that TokenPak does not know are the caller's own, handed in to be kept.</summary>
    private const string IngestedMember = "CanaryIngestQX90";

    private static readonly string[] Canaries = [LeftOut, Question, VaultText, VaultQuery, Budgeted, Routed, SpareKey, Marked, RefusedRecord];

    private static readonly string[] Reports =
    [
        "/stats", "/stats/stages", "/stats/sessions", "/stats/configuration", "/recent", "/recent.csv", "/cache-stats", "/vault", "/health", "/metrics", "/dashboard", "/dashboard/requests", "/dashboard/sessions",
        "/dashboard/system",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Canaries_SentThroughEveryFeature_AreWrittenNowhere()
    {
        await using var otlp = await OtlpReceiver.StartAsync();
        await using var spare = await FakeUpstream.StartAsync();
        using var data = new TemporaryFolder();
        using var documents = new TemporaryFolder();
        await using var product = await ProductShape.StartAsync(await OptionsForAsync(otlp, spare, data, documents));
        await Eventually.HoldsAsync(async () => (await product.ReportAsync("/vault")).Text("state") == "ready", "the vault to be indexed");

        var ids = new List<string>();
        foreach (var (stage, text) in LossyTexts.WithCanary(LeftOut)) ids.Add(await LoseAsync(product, stage, text));
        await AskTheVaultAsync(product);
        await SpendAsync(product);
        await RouteAsync(product, spare);
        await MarkAsync(product);
        await IngestAsync(product);

        var receipts = new StringBuilder();
        foreach (var id in ids) receipts.Append(await ReceiptAsync(product, id));
        Assert.All(["rows", "lines", "html", "skeleton", "prose"], stage => Assert.Contains($"\"{stage}\"", receipts.ToString(), StringComparison.Ordinal));
        await Eventually.HoldsAsync(() => new[] { "/v1/traces", "/v1/metrics" }.All(p => otlp.Exports.Any(e => e.Path == p)), "spans and metrics to be exported");
        await WrittenText.HasNoneAsync(Canaries, product, otlp, receipts + await WrittenText.ReportsAsync(product, Reports), stored: [IngestedMember]);
    }

    private static async Task<ProductOptions> OptionsForAsync(OtlpReceiver otlp, FakeUpstream spare, TemporaryFolder data, TemporaryFolder documents)
    {
        var folder = Directory.CreateDirectory(Path.Combine(documents.Path, "documents")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "harbour.md"), $"# Harbour\nThe pilot station {VaultText} answers on channel twelve.");
        return new ProductOptions
        {
            DataPath = data.Path,
            Environment = new Dictionary<string, string>(otlp.Environment)
            {
                ["Logging__LogLevel__Default"] = "Trace",
                ["TOKENPAK_VAULT_PATH"] = folder,
                ["TokenPak__Vault__IndexPath"] = Path.Combine(documents.Path, "index"),
                ["TokenPak__Vault__MinPromptTokens"] = "0",
                ["TokenPak__CacheBreakpoints__Enabled"] = "true",
                ["TokenPak__Budget__Session__TokensPerDay"] = "1",
                ["TokenPak__Upstreams__spare__Provider"] = "anthropic",
                ["TokenPak__Upstreams__spare__BaseUrl"] = spare.Anthropic.AbsoluteUri.TrimEnd('/'),
                ["TokenPak__Upstreams__spare__ApiKey"] = SpareKey,
                ["TokenPak__Router__Rules__0__Name"] = "smaller",
                ["TokenPak__Router__Rules__0__Match__Provider"] = "openai",
                ["TokenPak__Router__Rules__0__Set__Model"] = "gpt-4.1-nano",
                ["TokenPak__Router__Rules__1__Name"] = "spare",
                ["TokenPak__Router__Rules__1__Match__Provider"] = "anthropic",
                ["TokenPak__Router__Rules__1__Match__Model"] = "claude-sonnet-*",
                ["TokenPak__Router__Rules__1__Fallback__0"] = "spare",
            },
        };
    }

    /// <summary>Has a text shortened, and fetches what was left out in each way; returns the request's id.</summary>
    private static async Task<string> LoseAsync(ProductUnderTest product, string stage, string text)
    {
        var answer = await Answer.GetAsync(product, LossyTexts.RequestWith(product.Address, stage, text, $"What about {Question}?"));
        var sent = JsonDocument.Parse(answer.Seen.Body).RootElement.ToString();
        var original = OriginalId().Match(sent);
        Assert.True(original.Success, $"{stage} left nothing out of: {sent[^2000..]}");

        var path = "/v1/tokenpak/originals/" + original.Groups[1].Value;
        foreach (var query in new[] { "", "?lines=1-3", "?search=" + LeftOut })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(product.Address, path + query));
            foreach (var (name, value) in WireRequest.CredentialOf(Dialect.Anthropic)) request.Headers.TryAddWithoutValidation(name, value);
            using var found = await product.Client.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.OK, found.StatusCode);
        }

        await using var mcp = await McpAsync(product, WireRequest.CredentialOf(Dialect.Anthropic));
        var whole = await mcp.CallToolAsync("tokenpak_fetch_original", new Dictionary<string, object?> { ["id"] = original.Groups[1].Value }, cancellationToken: Cancel);
        await mcp.CallToolAsync("tokenpak_search_original", new Dictionary<string, object?> { ["id"] = original.Groups[1].Value, ["text"] = LeftOut }, cancellationToken: Cancel);
        Assert.Contains(LeftOut, Assert.IsType<TextContentBlock>(Assert.Single(whole.Content)).Text, StringComparison.Ordinal);
        return answer.Header("x-tokenpak-request-id") ?? "";
    }

    private static async Task AskTheVaultAsync(ProductUnderTest product)
    {
        var found = await product.ReportAsync($"/vault/search?q=pilot%20station%20{VaultQuery}");
        Assert.Contains(VaultText, (await product.ReportAsync("/vault/blocks/" + found.GetProperty("results")[0].Text("block_id"))).ToString(), StringComparison.Ordinal);
        await WrittenText.ReportsAsync(product, ["/dashboard/vault?q=" + VaultQuery]);
        await using var mcp = await McpAsync(product, []);
        await mcp.CallToolAsync("tokenpak_search_vault", new Dictionary<string, object?> { ["query"] = "pilot station " + VaultQuery }, cancellationToken: Cancel);
        var answer = await Answer.GetAsync(product, WireRequest.Post(product.Address, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "On which channel does the pilot station answer? " + VaultQuery)));
        Assert.Contains(VaultText, answer.Seen.Text, StringComparison.Ordinal);
    }

    /// <summary>The second request finds the budget used up.</summary>
    private static async Task SpendAsync(ProductUnderTest product) => await Eventually.HoldsAsync(async () =>
    {
        using var request = WireRequest.Post(product.Address, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, Budgeted));
        request.Headers.Add("x-tokenpak-session", "spender");
        using var response = await product.Client.SendAsync(request).InTimeAsync("an answer");
        return response.StatusCode == HttpStatusCode.TooManyRequests;
    }, "the budget to be used up");

    private static async Task RouteAsync(ProductUnderTest product, FakeUpstream spare)
    {
        var renamed = await Answer.GetAsync(product, WireRequest.Post(product.Address, Dialect.OpenAIChat, WireRequest.Ask(Dialect.OpenAIChat, Routed)));
        Assert.Contains("gpt-4.1-nano", renamed.Seen.Text, StringComparison.Ordinal);
        using var overloaded = product.Upstream.When(r => r.Model?.StartsWith("claude-sonnet-", StringComparison.Ordinal) == true, new Behavior { Error = new ApiError(529, "Overloaded") });
        using var fallen = await product.Client.SendAsync(WireRequest.Post(product.Address, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, Routed, model: "claude-sonnet-4-5"))).InTimeAsync("an answer");
        Assert.Equal(SpareKey, Assert.Single(spare.Requests.All).Header("x-api-key"));
    }

    private static async Task MarkAsync(ProductUnderTest product)
    {
        var body = $$"""{"model":"claude-haiku-4-5","max_tokens":64,"system":"Always say {{Marked}}.","tools":[{"name":"t","description":"{{Marked}}","input_schema":{"type":"object"} }],"messages":[{"role":"user","content":"{{Marked}}"}]}""";
        var answer = await Answer.GetAsync(product, WireRequest.Post(product.Address, Dialect.Anthropic, body));
        Assert.Contains("cache_control", answer.Seen.Text, StringComparison.Ordinal);
    }

    private static async Task IngestAsync(ProductUnderTest product)
    {
        foreach (var (body, status) in new[]
        {
            ($$"""{"model":"claude-haiku-4-5","tokens":10,"cost":0.1,"prompt":"{{IngestedMember}}","metadata":{"{{IngestedMember}}":1} }""", HttpStatusCode.OK),
            ($$"""{"model":"claude-haiku-4-5","tokens":"{{RefusedRecord}}","cost":0.1}""", HttpStatusCode.UnprocessableEntity),
            ($$"""{"model":"claude-haiku-4-5","tokens":{{RefusedRecord}} }""", HttpStatusCode.BadRequest),
        })
        {
            using var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
            using var response = await product.Client.PostAsync(new Uri("/ingest", UriKind.Relative), content, Cancel);
            Assert.Equal(status, response.StatusCode);
        }
    }

    private static async Task<string> ReceiptAsync(ProductUnderTest product, string id)
    {
        await product.RowAsync(row => row.Text("id") == id, "the row of " + id);
        return (await product.ReportAsync("/recent/" + id)).ToString();
    }

    private static Task<McpClient> McpAsync(ProductUnderTest product, IEnumerable<KeyValuePair<string, string>> credential) => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(product.Address, "/mcp"), AdditionalHeaders = credential.ToDictionary(header => header.Key, header => header.Value) }), cancellationToken: Cancel);

    [GeneratedRegex("original ([0-9a-f]{32})")]
    private static partial Regex OriginalId();
}
