using System.Globalization;

namespace TokenPak.Distributed.Tests.Faults;

/// <summary>A product each of whose dependencies is reached through a network of its own.</summary>
public sealed class BadNetwork(SharedServers servers) : IAsyncLifetime
{
    private readonly Dictionary<Part, FaultProxy> _networks = Enum.GetValues<Part>().ToDictionary(part => part, _ => new FaultProxy());
    private readonly TemporaryFolder _data = new();
    private DistributedProduct? _product;

    public DistributedProduct Product => _product ?? throw new InvalidOperationException("The fixture has not started.");

    public FaultProxy this[Part part] => _networks[part];

    public async ValueTask InitializeAsync()
    {
        var stores = await servers.Servers.StoresAsync(_data.Path);
        var (redis, rabbit, postgres) = (servers.Servers.Redis.Port, servers.Servers.RabbitMq.Port, servers.Servers.Postgres.Port);
        (this[Part.Redis].Target, this[Part.RabbitMq].Target, this[Part.Postgres].Target) = (redis, rabbit, postgres);
        _product = await DistributedProduct.StartAsync(
            new ProductOptions
            {
                DataPath = _data.Path,
                Environment = new Dictionary<string, string>
                {
                    ["ConnectionStrings__cache"] = Through(Part.Redis, stores.Cache, redis),
                    ["ConnectionStrings__messaging"] = Through(Part.RabbitMq, stores.Messaging, rabbit),
                    ["ConnectionStrings__telemetrydb"] = Through(Part.Postgres, stores.Database, postgres),
                    ["services__compiler__http__0"] = $"http://127.0.0.1:{Text(this[Part.Compiler].Port)}",
                    ["services__telemetry__http__0"] = $"http://127.0.0.1:{Text(this[Part.Telemetry].Port)}",
                    ["services__dashboard__http__0"] = $"http://127.0.0.1:{Text(this[Part.Dashboard].Port)}",
                },
            },
            servers.Servers);
        this[Part.Compiler].Target = _product.Compilers[0].Address.Port;
        this[Part.Telemetry].Target = _product.Telemetry.Address.Port;
        this[Part.Dashboard].Target = _product.Dashboard.Address.Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (_product is not null) await _product.DisposeAsync();
        foreach (var network in _networks.Values) await network.DisposeAsync();
        _data.Dispose();
    }

    private string Through(Part part, string connection, int port) => connection.Replace(Text(port), Text(this[part].Port), StringComparison.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
