namespace TokenPak.Contracts.Compilation;

/// <summary>How much the compiler may do.</summary>
public enum CompilationMode
{
    /// <summary>Nothing: no compiler is called. Also written <c>strict</c>.</summary>
    Off = 0,

    /// <summary>Format-only stages: <c>ansi</c>, <c>whitespace</c>, <c>json</c>.</summary>
    Safe = 1,

    /// <summary>Every lossless stage. The default; also written <c>hybrid</c>.</summary>
    Full = 2,

    /// <summary>The lossy stages as well, where originals can be fetched back or the configuration accepts loss.</summary>
    Aggressive = 3,
}
