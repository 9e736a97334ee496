namespace TokenPak.Compression.Engine;

/// <summary>On what terms a request may lose text: who keeps the originals, and how the model gets them back.</summary>
public sealed record LossTerms
{
    /// <summary>The id under which the original (UTF-8) can be fetched: deterministic, and keyed for the tenant.</summary>
    public required Func<ReadOnlySpan<byte>, string> IdOf { get; init; }

    /// <summary>Changes whenever <see cref="IdOf"/> gives other ids: it enters the keys of decisions, since ids stand in what is sent.</summary>
    public required UInt128 IdScope { get; init; }

    /// <summary>Names of the tools that give originals back; a request that defines the first of them may lose text. Clients put a prefix before it.</summary>
    public required IReadOnlyList<string> RetrievalTools { get; init; }

    /// <summary>Whether text may be left out although the request has no tool to fetch it.</summary>
    public bool Accepted { get; init; }
}
