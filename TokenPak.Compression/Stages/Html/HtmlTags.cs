using System.Collections.Frozen;

namespace TokenPak.Compression.Stages.Html;

/// <summary>Elements by name.</summary>
internal static class HtmlTags
{
    private static readonly (HtmlTag Tag, string Names)[] Groups =
    [
        (HtmlTag.Raw, "script style iframe noembed noframes xmp"),
        (HtmlTag.Hidden, "noscript template svg canvas object audio video"),
        (HtmlTag.Inline, "math span b strong em i button label meta link"),
        (HtmlTag.Title, "title"),
        (HtmlTag.TextArea, "textarea"),
        (HtmlTag.Frame, "nav footer"),
        (HtmlTag.Aside, "aside"),
        (HtmlTag.Main, "main article"),
        (HtmlTag.Heading, "h1 h2 h3 h4 h5 h6"),
        (HtmlTag.Block, "p blockquote figure form fieldset section header dl details hr address"),
        (HtmlTag.Line, "div summary figcaption caption legend option dt body html head center select tbody thead tfoot"),
        (HtmlTag.Term, "dd"),
        (HtmlTag.List, "ul menu"),
        (HtmlTag.NumberedList, "ol"),
        (HtmlTag.Item, "li"),
        (HtmlTag.Table, "table"),
        (HtmlTag.Row, "tr"),
        (HtmlTag.Cell, "td th"),
        (HtmlTag.Break, "br"),
        (HtmlTag.Pre, "pre listing"),
        (HtmlTag.Code, "code kbd samp"),
        (HtmlTag.Link, "a"),
        (HtmlTag.Image, "img"),
        (HtmlTag.Input, "input"),
        (HtmlTag.Superscript, "sup"),
        (HtmlTag.Deleted, "del s"),
    ];

    private static readonly FrozenDictionary<string, HtmlTag> ByName =
        Groups.SelectMany(g => g.Names.Split(' '), (g, name) => (name, g.Tag)).ToFrozenDictionary(e => e.name, e => e.Tag, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, HtmlTag>.AlternateLookup<ReadOnlySpan<char>> Lookup = ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    public static HtmlTag Of(ReadOnlySpan<char> name) => Lookup.TryGetValue(name, out var tag) ? tag : HtmlTag.Inline;

    public static bool IsKnown(ReadOnlySpan<char> name) => Lookup.ContainsKey(name);

    /// <summary>Elements without an end tag.</summary>
    public static bool IsVoid(ReadOnlySpan<char> name) =>
        name.Length <= 6 && Voids.Contains(name);

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Voids = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    }.GetAlternateLookup<ReadOnlySpan<char>>();
}
