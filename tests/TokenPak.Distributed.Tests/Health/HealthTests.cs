using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace TokenPak.Distributed.Tests.Health;

/// <summary>I5: <c>/health</c> names what is away, soon, and readiness falls only where a service cannot do its work.</summary>
public sealed class HealthTests(SharedServers servers)
{
    [Fact]
    public async Task Parts_PausedAndKilled_AreNamedAndComeBack()
    {
        await using var product = await DistributedProduct.StartAsync(servers: servers.Servers);
        await BecomesAsync(product);
        foreach (var (name, part) in Parts(product))
        {
            await part.PauseAsync();
            await BecomesAsync(product, name);
            await IsReadyAsync(product, telemetry: name is not (ResourceNames.Telemetry or ResourceNames.Database), compiler: name != ResourceNames.Compiler);
            await part.ContinueAsync();
            await BecomesAsync(product);

            await part.KillAsync();
            await BecomesAsync(product, name);
            await part.RestartAsync();
            await BecomesAsync(product);
        }
    }

    [Fact]
    public async Task Broker_KilledAndPaused_IsNamedAndComesBack()
    {
        await using var product = await DistributedProduct.StartAsync(servers: servers.Servers);
        await product.RabbitMq.KillAsync();
        await BecomesAsync(product, [ResourceNames.Messaging], whileSending: true);
        await IsReadyAsync(product, telemetry: true, compiler: true);
        await product.RabbitMq.RestartAsync();
        await BecomesAsync(product);

        await product.RabbitMq.PauseAsync();
        await BecomesAsync(product, [ResourceNames.Messaging], whileSending: true);
        await product.RabbitMq.ContinueAsync();
        await BecomesAsync(product);
    }

    private static IEnumerable<(string Name, ServerProcessLike Part)> Parts(DistributedProduct product) =>
    [
        (ResourceNames.Compiler, ServerProcessLike.Of(product.Compilers[0])),
        (ResourceNames.Telemetry, ServerProcessLike.Of(product.Telemetry)),
        (ResourceNames.Dashboard, ServerProcessLike.Of(product.Dashboard)),
        (ResourceNames.Cache, ServerProcessLike.Of(product.Redis)),
        (ResourceNames.Database, new ServerProcessLike(product.Postgres.PauseAsync, product.Postgres.ContinueAsync, product.Postgres.KillAsync, product.Postgres.RestartAsync)),
    ];

    private static Task BecomesAsync(DistributedProduct product, params string[] degraded) => BecomesAsync(product, degraded, whileSending: false);

    private static async Task BecomesAsync(DistributedProduct product, string[] degraded, bool whileSending)
    {
        string[] last = [];
        try
        {
            await Eventually.HoldsAsync(
                async () =>
                {
                    if (whileSending) await SendAsync(product);
                    var clock = Stopwatch.StartNew();
                    using var health = JsonDocument.Parse(await product.Client.GetStringAsync(new Uri("/health", UriKind.Relative)).InTimeAsync("/health"));

                    // Two seconds are the design; on a crowded machine only a hanging answer can be told from a slow one.
                    Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"/health took {clock.Elapsed}");
                    last = [.. health.RootElement.GetProperty("degraded").EnumerateArray().Select(e => e.GetString() ?? "")];
                    Assert.Equal(last.Length == 0 ? "ok" : "degraded", health.RootElement.GetProperty("status").GetString());
                    return last.SequenceEqual(degraded);
                },
                $"/health to name [{string.Join(", ", degraded)}]");
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message} It names [{string.Join(", ", last)}].", e);
        }
    }

    private static async Task SendAsync(DistributedProduct product)
    {
        using var request = WireRequest.Post(product.Address, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "Hello"));
        using var response = await product.Client.SendAsync(request).InTimeAsync("an answer");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task IsReadyAsync(DistributedProduct product, bool telemetry, bool compiler)
    {
        Assert.True(await product.Gateways[0].IsReadyAsync(), "the gateway serves whatever is away");
        if (compiler) Assert.True(await product.Compilers[0].IsReadyAsync(), "the compiler needs nobody");
        if (telemetry) Assert.True(await product.Telemetry.IsReadyAsync(), "telemetry needs its database alone");
    }

    private sealed record ServerProcessLike(Func<Task> PauseAsync, Func<Task> ContinueAsync, Func<Task> KillAsync, Func<Task> RestartAsync)
    {
        public static ServerProcessLike Of(ServerProcess server) => new(server.PauseAsync, server.ContinueAsync, server.KillAsync, server.RestartAsync);
    }

    private static class ResourceNames
    {
        public const string Compiler = "compiler";
        public const string Telemetry = "telemetry";
        public const string Dashboard = "dashboard";
        public const string Cache = "cache";
        public const string Database = "telemetrydb";
        public const string Messaging = "messaging";
    }
}
