namespace TokenPak.Compression.Engine;

/// <summary>How much the engine may do.</summary>
public enum CompressionMode
{
    /// <summary>Format-only stages.</summary>
    Safe = 1,

    /// <summary>Every lossless stage.</summary>
    Full = 2,

    /// <summary>Lossy stages too, where they are allowed.</summary>
    Aggressive = 3,
}
