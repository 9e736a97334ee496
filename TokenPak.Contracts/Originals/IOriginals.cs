namespace TokenPak.Contracts.Originals;

/// <summary>Texts that a lossy form stands for, as the gateway sees them. An implementation may throw when it is away.</summary>
public interface IOriginals
{
    /// <summary>An original, or a part of it; null where the tenant has none under the id.</summary>
    ValueTask<OriginalText?> FindAsync(OriginalQuery query, CancellationToken cancellationToken);
}
