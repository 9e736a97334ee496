using System.Net.Http.Headers;
using System.Text;
using TokenPak.TestKit.Otlp;

namespace TokenPak.EndToEnd.Tests.Privacy;

/// <summary>I6: canaries in prompts, answers, tool results and keys are in no log line, span, metric, event, row or file.</summary>
public sealed class CanaryTests
{
    private const string Prompt = "CanaryPromptQX71";
    private const string ToolResult = "CanaryToolResultQX72";
    private const string Response = "CanaryResponseQX73";
    private const string Secret = "CanarySecretQX74";
    private const string UserId = "CanaryUserQX75";
    private const string ProviderError = "CanaryErrorQX76";

    private static readonly string[] Canaries = [Prompt, ToolResult, Response, Secret, UserId, ProviderError];
    private static readonly string[] Reports = ["/stats", "/stats/last", "/stats/session", "/recent", "/cache-stats", "/health", "/dashboard", "/recent.csv"];

    [Fact]
    public async Task Canaries_SentInEveryPlace_AreWrittenNowhere()
    {
        await using var otlp = await OtlpReceiver.StartAsync();
        using var data = new TemporaryFolder();
        await using var product = await ProductShape.StartAsync(OptionsFor(otlp, data));
        var requests = await SendEverythingAsync(product);
        await Eventually.HoldsAsync(async () => (await product.ReportAsync("/stats")).GetProperty("session").Number("requests") >= requests, "all rows to be stored");
        await Eventually.HoldsAsync(() => new[] { "/v1/traces", "/v1/metrics" }.All(p => otlp.Exports.Any(e => e.Path == p)), "spans and metrics to be exported");
        var seen = string.Concat(product.Upstream.Requests.All.Select(r => string.Join('\n', r.Headers) + r.RawTarget + r.Text));
        Assert.All([Prompt, ToolResult, Secret, UserId], canary => Assert.Contains(canary, seen, StringComparison.Ordinal));
        await WrittenText.HasNoneAsync(Canaries, product, otlp, await WrittenText.ReportsAsync(product, Reports));
        Assert.DoesNotContain(product.Upstream.Requests.All, r => r.Header("traceparent") is not null || r.Header("baggage") is not null || r.Header("tracestate") is not null);
    }

    private static ProductOptions OptionsFor(OtlpReceiver otlp, TemporaryFolder data) => new()
    {
        DataPath = data.Path,
        Environment = new Dictionary<string, string>(otlp.Environment) { ["Logging__LogLevel__Default"] = "Trace" },
    };

    private static async Task<int> SendEverythingAsync(ProductUnderTest product)
    {
        var requests = 0;
        foreach (var dialect in Enum.GetValues<Dialect>())
        {
            var conversation = new AgentConversation(dialect).Request(turns: 3).Replace("Customer 1 ", ToolResult + " ", StringComparison.Ordinal).Replace("Find the open orders", Prompt, StringComparison.Ordinal);
            foreach (var behavior in new[]
            {
                new Behavior { Text = Response },
                new Behavior { Text = Response, ContentEncoding = "gzip" },
                new Behavior { Error = new ApiError(400, ProviderError) },
                new Behavior { Text = Response, DieAfterChunks = 3 },
            })
            {
                using var rule = product.Upstream.Always(behavior);
                foreach (var (body, streamed) in new[] { (conversation, false), (WireRequest.Ask(dialect, Prompt, streamed: true), true), ("{\"broken\": \"" + Prompt, false) })
                {
                    await SendAsync(product, dialect, body, streamed);
                    requests++;
                }
            }
        }

        await SendAsync(product, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, Prompt)[..^1] + $",\"metadata\":{{\"user_id\":\"user_{UserId}_account__session_x\"}}}}", false);
        await SendAsync(product, Dialect.OpenAIChat, WireRequest.Ask(Dialect.OpenAIChat, Prompt)[..^1] + $",\"user\":\"{UserId}\",\"safety_identifier\":\"{UserId}\",\"prompt_cache_key\":\"{UserId}\"}}", false);
        using var keyInQuery = new HttpRequestMessage(HttpMethod.Get, new Uri(product.Address, $"/v1beta/models?key=AIza{Secret}"));
        using var first = await product.Client.SendAsync(keyInQuery).InTimeAsync("an answer");
        using var keyInPath = new HttpRequestMessage(HttpMethod.Get, new Uri(product.Address, $"/k/{Secret}/v1/models"));
        keyInPath.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sk-proj-" + Secret);
        using var second = await product.Client.SendAsync(keyInPath).InTimeAsync("an answer");
        return requests + 4;
    }

    private static async Task SendAsync(ProductUnderTest product, Dialect dialect, string body, bool streamed)
    {
        using var request = WireRequest.Post(product.Address, dialect, body, streamed);
        foreach (var (name, value) in WireRequest.CredentialOf(dialect))
        {
            if (name == "anthropic-version") continue;
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value.Replace("wire-test", Secret, StringComparison.Ordinal).Replace("WireTest", Secret, StringComparison.Ordinal));
        }

        request.Headers.TryAddWithoutValidation("Cookie", "session=" + Secret);
        request.Headers.TryAddWithoutValidation("x-tokenpak-key", Secret);
        try
        {
            using var response = await product.Client.SendAsync(request).InTimeAsync("an answer");
            await response.Content.ReadAsByteArrayAsync().InTimeAsync("the answer's end");
        }
        catch (HttpRequestException)
        {
            // The stand-in was told to break off.
        }
    }
}
