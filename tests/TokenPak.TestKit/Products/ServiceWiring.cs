using System.Globalization;
using TokenPak.TestKit.Upstream;

namespace TokenPak.TestKit.Products;

/// <summary>The variables of each service, named as Aspire names them.</summary>
internal sealed class ServiceWiring(DistributedStores stores, FakeUpstream upstream, ProductOptions options, int[] gatewayPorts)
{
    public IReadOnlyDictionary<string, string> Compiler => With([("ConnectionStrings__cache", stores.Cache)]);

    public IReadOnlyDictionary<string, string> Telemetry => With([("ConnectionStrings__telemetrydb", stores.Database), ("ConnectionStrings__messaging", stores.Messaging)]);

    public IReadOnlyDictionary<string, string> Dashboard => With([.. gatewayPorts.Select((port, i) => (Endpoint("gateway", i), string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")))]);

    public IReadOnlyDictionary<string, string> Gateway(IReadOnlyList<ServiceProcess> compilers, ServiceProcess telemetry, ServiceProcess dashboard, string dataPath) => With(
    [
        ("ConnectionStrings__messaging", stores.Messaging),
        ("TOKENPAK_DATA_PATH", dataPath),
        .. compilers.Select((compiler, i) => (Endpoint("compiler", i), Text(compiler))),
        (Endpoint("telemetry", 0), Text(telemetry)),
        (Endpoint("dashboard", 0), Text(dashboard)),
        .. upstream.Environment.Select(e => (e.Key, e.Value)),
    ]);

    private static string Text(ServiceProcess service) => service.Address.AbsoluteUri.TrimEnd('/');

    private static string Endpoint(string service, int number) => string.Create(CultureInfo.InvariantCulture, $"services__{service}__http__{number}");

    private Dictionary<string, string> With((string Name, string Value)[] own)
    {
        // Shared by all replicas, as a parameter of the whole system would be. No holdout: tests assume that requests compile.
        var variables = new Dictionary<string, string> { ["TokenPak__HashKey"] = "distributed-product-under-test", ["TokenPak__Holdout__Share"] = "0" };
        foreach (var (name, value) in own) variables[name] = value;
        if (options.AdminToken is { } token) variables["TOKENPAK_ADMIN_TOKEN"] = token;
        foreach (var (name, value) in options.Environment) variables[name] = value;
        return variables;
    }
}
