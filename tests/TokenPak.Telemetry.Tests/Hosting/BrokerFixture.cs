using TokenPak.TestKit.Servers;

namespace TokenPak.Telemetry.Tests.Hosting;

/// <summary>A broker that its tests may hurt: they run one after the other and leave it running.</summary>
public sealed class BrokerFixture : IAsyncLifetime
{
    private RabbitMqServer? _server;

    internal RabbitMqServer Server => _server ?? throw new InvalidOperationException("The broker is not started yet.");

    public async ValueTask InitializeAsync() => _server = await RabbitMqServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }
}
