namespace TokenPak.Compression.Stages.Paths;

/// <summary>A line's prefix that may stand as a heading above it.</summary>
/// <param name="Kind">What the prefix is.</param>
/// <param name="Length">Its characters; for a file without the colon after it.</param>
/// <param name="IsSeparator">The line is grep's <c>--</c>, which belongs to the group around it.</param>
internal readonly record struct PathCut(PathCutKind Kind, int Length, bool IsSeparator = false);
