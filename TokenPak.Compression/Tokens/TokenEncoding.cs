namespace TokenPak.Compression.Tokens;

/// <summary>A tokenizer's encoding.</summary>
public enum TokenEncoding
{
    /// <summary><c>o200k_base</c>, the engine's own.</summary>
    O200kBase,

    /// <summary><c>cl100k_base</c>, loaded only when asked for.</summary>
    Cl100kBase,
}
