namespace TokenPak.Compression.Stages;

/// <summary>Which modes and which contents a stage is for.</summary>
internal enum StageKind
{
    /// <summary>Changes the format alone: runs in every mode.</summary>
    Format,

    /// <summary>Lossless, in another shape: runs in <c>full</c> and above.</summary>
    Reshape,
}
