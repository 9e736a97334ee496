namespace TokenPak.Compiler.Vault.Chunking;

/// <summary>Where a part of a file begins; it ends where the next begins.</summary>
/// <param name="Line">Its first line, from 0.</param>
/// <param name="Title">What it is; may be empty.</param>
/// <param name="Weak">Whether it may share a chunk with its neighbours although it is not short: paragraphs may, definitions may not.</param>
internal readonly record struct Section(int Line, string Title, bool Weak = false);
