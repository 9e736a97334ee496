namespace TokenPak.Compression.Stages.Html;

/// <summary>What an element means for a page's text.</summary>
internal enum HtmlTag : byte
{
    /// <summary>Unknown, or of no meaning for the text.</summary>
    Inline,

    /// <summary>Begins and ends a line.</summary>
    Line,

    /// <summary>Stands apart by empty lines.</summary>
    Block,

    /// <summary>What a page is about: never part of what surrounds it.</summary>
    Main,

    /// <summary>What surrounds a page's content.</summary>
    Frame,

    /// <summary>May surround a page's content: told by its links.</summary>
    Aside,

    /// <summary>Holds nothing that is shown.</summary>
    Hidden,

    /// <summary>Like <see cref="Hidden"/>, and its content is no HTML.</summary>
    Raw,

    Title,
    TextArea,
    Heading,
    List,
    NumberedList,
    Item,
    Table,
    Row,
    Cell,
    Term,
    Break,
    Pre,
    Code,
    Link,
    Image,
    Input,
    Superscript,
    Deleted,
}
