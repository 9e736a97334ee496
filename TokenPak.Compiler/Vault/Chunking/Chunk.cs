namespace TokenPak.Compiler.Vault.Chunking;

/// <summary>A piece of a file that stands for itself.</summary>
/// <param name="Start">Its first line, from 1.</param>
/// <param name="End">Its last line.</param>
/// <param name="Title">What it is, in its own words: the headings above it, the type and member; may be empty.</param>
/// <param name="Text">Its text.</param>
internal sealed record Chunk(int Start, int End, string Title, string Text);
