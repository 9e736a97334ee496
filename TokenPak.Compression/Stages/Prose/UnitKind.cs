namespace TokenPak.Compression.Stages.Prose;

/// <summary>What a piece of a text is.</summary>
internal enum UnitKind
{
    Sentence,

    /// <summary>Kept where something under it is.</summary>
    Heading,

    /// <summary>An item of a list.</summary>
    Item,

    /// <summary>A row of a table.</summary>
    Row,

    /// <summary>A fenced piece of code.</summary>
    Code,
}
