using System.Collections.Frozen;

namespace TokenPak.Compiler.Caching;

/// <summary>What the second level said to one request.</summary>
/// <param name="Answered">Whether it can be written to: it answered, or there was nothing to ask.</param>
/// <param name="Asked">Keys it was asked for.</param>
/// <param name="Hits">Keys it knew.</param>
/// <param name="Corrupt">Keys whose values failed their check.</param>
internal sealed record Prefetch(bool Answered, int Asked, int Hits, IReadOnlySet<BlockKey> Corrupt)
{
    /// <summary>There is no second level, it was left alone, or it did not answer.</summary>
    public static Prefetch None { get; } = new(Answered: false, 0, 0, FrozenSet<BlockKey>.Empty);

    /// <summary>The vault's memos that it knew, as they are kept.</summary>
    public IReadOnlyDictionary<UInt128, byte[]> Memos { get; init; } = FrozenDictionary<UInt128, byte[]>.Empty;

    /// <summary>Everything was known without it.</summary>
    public static Prefetch NotNeeded { get; } = None with { Answered = true };
}
