namespace TokenPak.Contracts.Events;

/// <summary>What travels over the broker: the events that were waiting when the publisher came by, one at rest and many under load.</summary>
public sealed record RequestCompletedBatch
{
    /// <summary>In order of sequence. Never empty.</summary>
    public required IReadOnlyList<RequestCompleted> Events { get; init; }
}
