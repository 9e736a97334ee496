namespace TokenPak.Compression.Stages.Skeleton;

/// <summary>A function's body, by its characters.</summary>
/// <param name="Signature">Where what declares it begins.</param>
/// <param name="Start">Where the first line of the body begins.</param>
/// <param name="End">Where the last line that may be left out ends, without its line end.</param>
internal readonly record struct CodeBody(int Signature, int Start, int End);
