[assembly: AssemblyFixture(typeof(TokenPak.Distributed.Tests.Fixtures.SharedServers))]
// Processes are killed and waited for: what else runs at the same time would only make that slower.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace TokenPak.Distributed.Tests.Fixtures;

/// <summary>One Redis, one RabbitMQ and one Postgres for all tests; each product has its own corner of them.</summary>
public sealed class SharedServers : IAsyncLifetime
{
    private DistributedServers? _servers;

    /// <summary>The running servers.</summary>
    public DistributedServers Servers => _servers ?? throw new InvalidOperationException("The fixture has not started.");

    public async ValueTask InitializeAsync() => _servers = await DistributedServers.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_servers is not null) await _servers.DisposeAsync();
    }
}
