namespace TokenPak.Compression.Stages.Prose;

/// <summary>What a line says about itself by its first characters.</summary>
internal enum LineMark
{
    None,
    Blank,

    /// <summary>The beginning or the end of fenced code.</summary>
    Fence,

    Heading,

    /// <summary>A rule, or what makes the line above a heading.</summary>
    Underline,

    /// <summary>An item of a list, or a quoted line.</summary>
    Item,

    /// <summary>A row of a table.</summary>
    Row,
}
