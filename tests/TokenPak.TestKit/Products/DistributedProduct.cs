using System.Diagnostics;
using TokenPak.TestKit.Servers;
using TokenPak.TestKit.Upstream;
using TokenPak.TestKit.Waiting;

namespace TokenPak.TestKit.Products;

/// <summary>The four services as processes of their own, which share nothing but the wire, on real servers; wired as Aspire wires them.</summary>
public sealed class DistributedProduct : ProductUnderTest
{
    private readonly DistributedServers _servers;
    private readonly bool _ownsServers;
    private readonly DistributedStores _stores;
    private readonly TemporaryFolder _data = new();
    private bool _stopped;

    private DistributedProduct(DistributedServers servers, bool ownsServers, DistributedStores stores, FakeUpstream upstream, ProductOptions options, int gateways, int compilers)
    {
        _servers = servers;
        _ownsServers = ownsServers;
        _stores = stores;
        Upstream = upstream;
        AdminToken = options.AdminToken;

        var ports = new Queue<int>(FreePorts.Take(gateways + compilers + 2));
        var gatewayPorts = Enumerable.Range(0, gateways).Select(_ => ports.Dequeue()).ToArray();
        var wiring = new ServiceWiring(stores, upstream, options, gatewayPorts);
        Compilers = [.. Enumerable.Range(0, compilers).Select(_ => new ServiceProcess("TokenPak.Compiler", ports.Dequeue(), wiring.Compiler))];
        Telemetry = new ServiceProcess("TokenPak.Telemetry", ports.Dequeue(), wiring.Telemetry);
        Dashboard = new ServiceProcess("TokenPak.Dashboard", ports.Dequeue(), wiring.Dashboard);
        Gateways = [.. gatewayPorts.Select((port, i) => new ServiceProcess("TokenPak.Gateway", port, wiring.Gateway(Compilers, Telemetry, Dashboard, Path.Combine(_data.Path, $"gateway-{i}"))))];
    }

    /// <summary>The gateways; the first one is the product's address.</summary>
    public IReadOnlyList<ServiceProcess> Gateways { get; }

    /// <summary>The compilers, all known to every gateway.</summary>
    public IReadOnlyList<ServiceProcess> Compilers { get; }

    /// <summary>The telemetry service.</summary>
    public ServiceProcess Telemetry { get; }

    /// <summary>The dashboard.</summary>
    public ServiceProcess Dashboard { get; }

    /// <summary>The cache that the compilers share.</summary>
    public RedisServer Redis => _servers.Redis;

    /// <summary>The broker between gateways and telemetry.</summary>
    public RabbitMqServer RabbitMq => _servers.RabbitMq;

    /// <summary>The database of the telemetry.</summary>
    public PostgresServer Postgres => _servers.Postgres;

    /// <summary>The database's connection string, for looking at the rows themselves.</summary>
    public string Database => _stores.Database;

    /// <summary>The broker's connection string.</summary>
    public string Messaging => _stores.Messaging;

    /// <summary>The cache's connection string.</summary>
    public string Cache => _stores.Cache;

    /// <summary>From the start of the first service until the last one was ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <inheritdoc/>
    public override Uri Address => Gateways[0].Address;

    /// <inheritdoc/>
    public override FakeUpstream Upstream { get; }

    /// <inheritdoc/>
    public override string Output => string.Join('\n', Services.Select(s => s.Output));

    /// <inheritdoc/>
    public override IReadOnlyList<string> DataFolders => [_data.Path, .. Services.Select(s => s.DataFolder), _servers.RabbitMq.DataFolder];

    /// <inheritdoc/>
    public override string? AdminToken { get; }

    private IEnumerable<ServiceProcess> Services => [.. Gateways, .. Compilers, Telemetry, Dashboard];

    /// <summary>Starts everything and waits until all of it is ready.</summary>
    /// <param name="options">The product's settings.</param>
    /// <param name="servers">Servers to stand on; own ones, gone with the product, where null.</param>
    /// <param name="gateways">How many gateways.</param>
    /// <param name="compilers">How many compilers.</param>
    public static async Task<DistributedProduct> StartAsync(ProductOptions? options = null, DistributedServers? servers = null, int gateways = 1, int compilers = 1)
    {
        options ??= new ProductOptions();
        var own = servers is null;
        servers ??= await DistributedServers.StartAsync();
        using var unnamed = options.DataPath is null ? new TemporaryFolder() : null;
        var stores = await servers.StoresAsync(options.DataPath ?? unnamed?.Path ?? "");
        var product = new DistributedProduct(servers, own, stores, await FakeUpstream.StartAsync(), options, gateways, compilers);
        try
        {
            var clock = Stopwatch.StartNew();
            await Task.WhenAll(product.Services.Select(s => s.RestartAsync()));
            await Eventually.HoldsAsync(product.IsReadyAsync, "every service to be ready");
            product.ReadyAfter = clock.Elapsed;
            return product;
        }
        catch
        {
            await product.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<int>> ProgramIdsAsync() => await Task.WhenAll(Services.Select(s => s.ProgramIdAsync()));

    /// <inheritdoc/>
    public override async Task StopAsync()
    {
        _stopped = true;
        // As a host takes a system down: those that are called end after those that call.
        foreach (var service in Services)
        {
            if (await service.StopAsync() is var code and not 0) throw new InvalidOperationException($"A service ended with {code}:\n{service.Output}");
        }
    }

    /// <summary>Everything in the database, as text.</summary>
    public override async Task<string> DatabaseTextAsync() => await DatabaseText.OfAsync(_stores.Database);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        var died = _stopped ? null : Services.FirstOrDefault(s => s.EndedByItself);
        await base.DisposeAsync();
        foreach (var service in Services) await service.DisposeAsync();
        await Upstream.DisposeAsync();
        if (_ownsServers) await _servers.DisposeAsync();
        _data.Dispose();
        if (died is not null) throw new InvalidOperationException("A service ended in the midst of the tests:\n" + died.Output);
    }

    private async Task<bool> IsReadyAsync()
    {
        if (Services.FirstOrDefault(s => s.EndedByItself) is { } ended) throw new InvalidOperationException("A service ended:\n" + ended.Output);
        return (await Task.WhenAll(Services.Select(s => s.IsReadyAsync()))).All(ready => ready);
    }
}
