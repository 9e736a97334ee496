namespace TokenPak.Compression.Engine;

/// <summary>Stages that work in the same way, and are found again in a cache under the same conditions.</summary>
public enum StageGroup
{
    /// <summary>Those that look only inside a block.</summary>
    Block,

    /// <summary>Those that look back at earlier blocks.</summary>
    Repeat,

    /// <summary>Those that leave parts out.</summary>
    Lossy,
}
