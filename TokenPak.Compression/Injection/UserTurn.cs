namespace TokenPak.Compression.Injection;

/// <summary>A message in which the user speaks, and where text can be added to it.</summary>
/// <param name="InsertAt">The byte of the body at which JSON string content can be inserted: the end of the last text that is the user's own.</param>
/// <param name="ChainHash">Hash of everything in the prompt up to and with this message; cache markers are left out.</param>
/// <param name="IsNew">Whether it stands after the last assistant message.</param>
/// <param name="IsNewest">Whether nothing but the model's own words and instructions follow it.</param>
public readonly record struct UserTurn(int InsertAt, UInt128 ChainHash, bool IsNew, bool IsNewest)
{
    /// <summary>Its blocks in the scanned body.</summary>
    internal Range Blocks { get; init; }
}
