using MassTransit;
using TokenPak.Gateway.Publishing;

namespace TokenPak.Gateway.Statistics;

/// <summary>Whether events find their way: what the publisher last met with, and what the bus says of its connection.</summary>
internal sealed class BusHealth(EventPublisher publisher, IBusControl bus)
{
    public bool IsAvailable => publisher.IsBusAvailable && bus.CheckHealth().Status != BusHealthStatus.Unhealthy;
}
