namespace TokenPak.Distributed.Tests.Fixtures;

/// <summary>A plain round-robin over the gateways, as any load balancer does it.</summary>
internal sealed class Balancer(DistributedProduct product)
{
    private int _next;

    public Uri Next() => product.Gateways[(int)((uint)Interlocked.Increment(ref _next) % (uint)product.Gateways.Count)].Address;
}
