namespace TokenPak.Compiler.Vault.Files;

/// <summary>A file that the walker found.</summary>
/// <param name="Path">Relative to the vault's root, with <c>/</c>.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Modified">When it was last written, in ticks of UTC.</param>
internal readonly record struct VaultFile(string Path, long Length, long Modified);
