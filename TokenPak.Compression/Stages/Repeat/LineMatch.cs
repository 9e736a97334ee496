namespace TokenPak.Compression.Stages.Repeat;

/// <summary>How lines of a block are the same as lines shown before.</summary>
internal enum LineMatch
{
    None,

    /// <summary>Character for character, or with every number moved by the same amount.</summary>
    Same,

    /// <summary>The same text, numbered here and not there, or there and not here.</summary>
    TextOnly,
}
