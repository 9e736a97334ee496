namespace TokenPak.Contracts.Compilation;

/// <summary>One request body on its way to a provider.</summary>
public sealed record CompileRequest
{
    /// <summary>The body, byte for byte as the client sent it (decompressed). Valid until the call returns; an implementation keeps no reference.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The shape of <see cref="Body"/>.</summary>
    public required ApiDialect Dialect { get; init; }

    /// <summary>How much may be done; never <see cref="CompilationMode.Off"/>.</summary>
    public required CompilationMode Mode { get; init; }

    /// <summary>One of <see cref="ProviderNames"/>: its cache rules decide where compilation may start.</summary>
    public required string Provider { get; init; }

    /// <summary>The model the request names, where it stands outside the body (Gemini) or is already known.</summary>
    public string? Model { get; init; }

    /// <summary>Isolates cache entries and originals. A key's tenant, or a keyed hash of the provider credential.</summary>
    public required string Tenant { get; init; }

    /// <summary>What the request itself says of the vault.</summary>
    public VaultChoice Vault { get; init; }
}
