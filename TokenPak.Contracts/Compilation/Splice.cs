namespace TokenPak.Contracts.Compilation;

/// <summary>
/// One replaced string value: <see cref="Length"/> bytes of the body from <see cref="Offset"/> (the JSON text between the quotes) become
/// <see cref="Replacement"/> (JSON-escaped already). Everything outside the splices stays as it was.
/// </summary>
/// <param name="Offset">First replaced byte in the original body.</param>
/// <param name="Length">Replaced bytes.</param>
/// <param name="Replacement">Bytes to send instead, valid JSON string content.</param>
/// <param name="TokensRemoved">Tokens saved by this splice, by the engine's tokenizer; positive, or 0 where the vault inserts (and <see cref="Length"/> is 0).</param>
/// <param name="CompiledTokenOffset">Tokens of the compiled prompt that stand before this block, in the provider's prompt order: decides at which cache rate the removed tokens would have been billed.</param>
/// <param name="IsNew">True where the block stands after the last assistant message: it is sent for the first time. False where it is sent again.</param>
public readonly record struct Splice(
    int Offset,
    int Length,
    ReadOnlyMemory<byte> Replacement,
    int TokensRemoved,
    int CompiledTokenOffset,
    bool IsNew);
