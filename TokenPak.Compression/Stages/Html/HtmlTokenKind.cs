namespace TokenPak.Compression.Stages.Html;

internal enum HtmlTokenKind
{
    Text,
    Open,
    Close,

    /// <summary>The content of an element that holds no HTML.</summary>
    Raw,

    /// <summary>A comment, a doctype, an instruction.</summary>
    Comment,
}
