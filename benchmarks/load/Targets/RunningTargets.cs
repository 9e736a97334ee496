using TokenPak.TestKit.Products;

namespace TokenPak.Load.Targets;

/// <summary>Everything that is running for a measurement; ends with it.</summary>
internal sealed class RunningTargets : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Target> _all = [];
    private DistributedServers? _servers;

    /// <summary>The provider first, then the proxies before it.</summary>
    public IReadOnlyList<Target> All => _all;

    public Target Upstream => _all[0];

    /// <summary>Starts the provider, then each of the recipes, then the distributed system in each of the modes.</summary>
    public static async Task<RunningTargets> StartAsync(IEnumerable<Recipe> recipes, string[] distributedModes)
    {
        var running = new RunningTargets();
        try
        {
            await running.AddAsync(Recipe.Upstream);
            foreach (var recipe in recipes) await running.AddAsync(recipe);
            foreach (var mode in distributedModes)
            {
                var servers = running._servers ??= await DistributedServers.StartAsync();
                running._all.Add(await DistributedTarget.StartAsync(running.Upstream.Address, servers, mode));
            }

            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more in a folder of its own.</summary>
    public async Task<Target> StartAsync(Recipe recipe) => await recipe.StartAsync(Upstream.Address, _folder.Path);

    public async ValueTask DisposeAsync()
    {
        foreach (var target in Enumerable.Reverse(_all)) await target.DisposeAsync();
        if (_servers is not null) await _servers.DisposeAsync();
        _folder.Dispose();
    }

    private async Task AddAsync(Recipe recipe) => _all.Add(await recipe.StartAsync(_all.Count > 0 ? Upstream.Address : new Uri("http://127.0.0.1"), _folder.Path));
}
