namespace TokenPak.Gateway.Publishing;

/// <summary>This process, once: a new id at each start.</summary>
internal sealed class GatewayInstance(TimeProvider time)
{
    public string Id { get; } = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();
}
