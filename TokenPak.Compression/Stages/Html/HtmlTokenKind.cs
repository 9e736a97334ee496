namespace TokenPak.Compression.Stages.Html;

/// <summary>What a piece of a page is.</summary>
public enum HtmlTokenKind
{
    /// <summary>Text between tags, its character references not resolved.</summary>
    Text,

    /// <summary>A start tag.</summary>
    Open,

    /// <summary>An end tag.</summary>
    Close,

    /// <summary>The content of an element that holds no HTML.</summary>
    Raw,

    /// <summary>A comment, a doctype, an instruction.</summary>
    Comment,
}
