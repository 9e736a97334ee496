namespace TokenPak.Compiler.Originals;

/// <summary>
/// Where lossy stages put a text before its shorter form is sent. Keep first, send then: what could not be kept is not left out.
/// </summary>
internal interface IOriginalStore
{
    /// <summary>Whether originals are kept at all.</summary>
    bool IsEnabled { get; }

    /// <summary>Another number wherever the same text has another id: for another key.</summary>
    UInt128 IdScope { get; }

    /// <summary>The id of a text: a keyed hash, the same on every turn and replica that shares the key, and another one for each tenant.</summary>
    string IdOf(string tenant, ReadOnlySpan<byte> text);

    /// <summary>Keeps texts for a tenant; true only where every one can be fetched from now on.</summary>
    ValueTask<bool> KeepAsync(string tenant, IReadOnlyList<ReadOnlyMemory<byte>> texts, CancellationToken cancellationToken);

    /// <summary>Begins the lifetime of originals anew, because their conversation lives; returns whether all of them are at hand. Nothing is waited for.</summary>
    bool Refresh(IReadOnlyCollection<string> ids);

    /// <summary>A tenant's text, or where <paramref name="tenant"/> is null the text of whoever knows the id; null where there is none.</summary>
    ValueTask<ReadOnlyMemory<byte>?> FindAsync(string? tenant, string id, CancellationToken cancellationToken);
}
