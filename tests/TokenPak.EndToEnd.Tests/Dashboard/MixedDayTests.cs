using System.Diagnostics;
using System.Globalization;
using TokenPak.EndToEnd.Tests.Dashboard.Day;
using TokenPak.EndToEnd.Tests.Dashboard.Demo;
using TokenPak.TestKit.Servers;
using TokenPak.TestKit.Traffic;

namespace TokenPak.EndToEnd.Tests.Dashboard;

/// <summary>
/// A day of traffic over the broker, some of it twice, and requests through the gateway besides: every page in a real browser, every endpoint and every CSV say what the rows in the database
/// say. TOKENPAK_TRAFFIC_EVENTS=100000 runs it over that many.
/// </summary>
public sealed class MixedDayTests(SharedBrowser browser)
{
    private const int Seed = 20_261_128;
    private const int Twice = 200;

    private static readonly (Dialect Dialect, string Model)[] Asked =
    [
        (Dialect.Anthropic, "claude-sonnet-4-5"), (Dialect.OpenAIChat, "gpt-4o"), (Dialect.Gemini, "gemini-2.5-pro"), (Dialect.OpenAIResponses, "gpt-4o-mini"), (Dialect.Anthropic, "claude-haiku-4-5-error-429"),
    ];

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("TOKENPAK_TRAFFIC_EVENTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1000;

    [Fact]
    public async Task EveryPageAndEndpoint_AgreesWithTheRows()
    {
        await using var broker = Environment.GetEnvironmentVariable("TOKENPAK_TEST_SHAPE") == "distributed" ? null : await RabbitMqServer.StartAsync();
        var messaging = broker?.NewConnectionString();
        await using var product = await ProductShape.StartAsync(messaging is null ? null : new ProductOptions { Environment = new Dictionary<string, string> { ["ConnectionStrings__messaging"] = messaging } });
        var asked = await AskAsync(product);
        var events = MixedDay.Make(Seed, Count, TimeProvider.System.GetUtcNow());
        var clock = Stopwatch.StartNew();
        await DemoTraffic.PublishAsync(messaging ?? ((DistributedProduct)product).Messaging, events.Concat(events.Take(Twice)), TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(async () => (await product.ReportAsync("/stats/trend")).GetProperty("current").Number("requests") >= events.Length + asked, "all of the traffic to be stored", TimeSpan.FromMinutes(5));
        Say($"{events.Length:N0} events stored in {clock.Elapsed.TotalSeconds:F1} s, {events.Length / clock.Elapsed.TotalSeconds:N0}/s");

        var rows = new DayRows(product);
        var all = await rows.SumAsync();
        Assert.Equal(events.Length + asked, all.Requests);
        clock.Restart();
        await new DayEndpoints(product, rows, all).CompareAsync();
        Say($"every endpoint compared in {clock.Elapsed.TotalSeconds:F1} s");

        clock.Restart();
        await using var window = await Window.OpenAsync(browser, product.Address);
        await new DayPages(window, rows, all).CompareAsync();
        Say($"every page compared in {clock.Elapsed.TotalSeconds:F1} s: {all}");
    }

    /// <summary>Requests through the gateway, each billed another way; one kind fails.</summary>
    private static async Task<int> AskAsync(ProductUnderTest product)
    {
        var random = new Random(Seed);
        var rounds = Math.Max(6, Count / 1000);
        for (var i = 0; i < rounds * Asked.Length; i++)
        {
            var (dialect, model) = Asked[i % Asked.Length];
            var streamed = i % 2 == 0;
            using var rule = model.Contains("-error-", StringComparison.Ordinal) ? null : product.Upstream.Always(new Behavior
            {
                Usage = new UpstreamUsage { Uncached = random.Next(5000), CacheRead = random.Next(90_000), CacheWrite = dialect == Dialect.Anthropic ? random.Next(9000) : 0, Output = random.Next(1, 3000) },
            });
            var body = streamed ? WireRequest.Ask(dialect, "Hello", streamed: true, model) : model.Contains("-error-", StringComparison.Ordinal) ? WireRequest.Ask(dialect, "Hello", model: model) : new AgentConversation(dialect).Request(2);
            using var request = WireRequest.Post(product.BaseAddressFor(WireRequest.ProviderOf(dialect)), dialect, body, streamed, model);
            request.Headers.Add("x-tokenpak-session", "session-" + random.Next(40));
            await Answer.GetAsync(product, request);
        }

        return rounds * Asked.Length;
    }

    private static void Say(FormattableString text) => TestContext.Current.TestOutputHelper?.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
