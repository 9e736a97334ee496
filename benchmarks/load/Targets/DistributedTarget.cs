using TokenPak.Load.Measuring;
using TokenPak.TestKit.Products;

namespace TokenPak.Load.Targets;

/// <summary>The four services as processes of their own on real servers. What it costs is Gateway and Compiler; the servers' own work is the machine's.</summary>
internal static class DistributedTarget
{
    public static async Task<Target> StartAsync(Uri upstream, DistributedServers servers, string mode)
    {
        var product = await DistributedProduct.StartAsync(
            new ProductOptions
            {
                Environment = new Dictionary<string, string>
                {
                    ["TokenPak__Compilation__Mode"] = mode,
                    ["TokenPak__Holdout__Share"] = "0",
                    ["TokenPak__Upstreams__anthropic__BaseUrl"] = upstream.ToString(),
                    ["TokenPak__Upstreams__openai__BaseUrl"] = upstream.ToString(),
                    ["TokenPak__Upstreams__google__BaseUrl"] = upstream.ToString(),
                },
            },
            servers);
        Console.WriteLine($"Distributed, {mode}: every service ready {product.ReadyAfter.TotalSeconds:0.0} s after its start.\n");
        return new Target($"distributed, {mode}", product.Address, new ProcessMeter(await product.Gateways[0].ProgramIdAsync(), await product.Compilers[0].ProgramIdAsync()), mode != "off") { Owner = product };
    }
}
