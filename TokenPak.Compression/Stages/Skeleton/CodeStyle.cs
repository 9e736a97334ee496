namespace TokenPak.Compression.Stages.Skeleton;

/// <summary>How a language shows where a body ends.</summary>
internal enum CodeStyle
{
    None,
    Braces,
    Indentation,
}
