namespace TokenPak.Compression.Stages;

/// <summary>The stages' ids in cached decisions, and their names everywhere else. Only ever append.</summary>
internal static class StageId
{
    public const byte Ansi = 0;
    public const byte Whitespace = 1;
    public const byte Json = 2;
    public const byte Repeat = 3;
    public const byte Paths = 4;
    public const byte Log = 5;
    public const byte Diff = 6;
    public const byte Rows = 7;
    public const byte Lines = 8;
    public const byte Html = 9;
    public const byte Skeleton = 10;
    public const byte Prose = 11;

    public static IReadOnlyList<string> Names { get; } = ["ansi", "whitespace", "json", "repeat", "paths", "log", "diff", "rows", "lines", "html", "skeleton", "prose"];
}
