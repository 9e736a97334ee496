using System.Collections.Frozen;

namespace TokenPak.Compression.Stages.Html;

/// <summary>Elements by name.</summary>
internal static class HtmlTags
{
    private static readonly FrozenDictionary<string, HtmlTag> ByName = new Dictionary<string, HtmlTag>
    {
        ["script"] = HtmlTag.Raw, ["style"] = HtmlTag.Raw, ["iframe"] = HtmlTag.Raw, ["noembed"] = HtmlTag.Raw, ["noframes"] = HtmlTag.Raw, ["xmp"] = HtmlTag.Raw,
        ["noscript"] = HtmlTag.Hidden, ["template"] = HtmlTag.Hidden, ["svg"] = HtmlTag.Hidden, ["math"] = HtmlTag.Inline, ["canvas"] = HtmlTag.Hidden, ["object"] = HtmlTag.Hidden,
        ["audio"] = HtmlTag.Hidden, ["video"] = HtmlTag.Hidden,
        ["title"] = HtmlTag.Title, ["textarea"] = HtmlTag.TextArea,
        ["nav"] = HtmlTag.Frame, ["footer"] = HtmlTag.Frame, ["aside"] = HtmlTag.Aside,
        ["main"] = HtmlTag.Main, ["article"] = HtmlTag.Main,
        ["h1"] = HtmlTag.Heading, ["h2"] = HtmlTag.Heading, ["h3"] = HtmlTag.Heading, ["h4"] = HtmlTag.Heading, ["h5"] = HtmlTag.Heading, ["h6"] = HtmlTag.Heading,
        ["p"] = HtmlTag.Block, ["blockquote"] = HtmlTag.Block, ["figure"] = HtmlTag.Block, ["form"] = HtmlTag.Block, ["fieldset"] = HtmlTag.Block, ["section"] = HtmlTag.Block,
        ["header"] = HtmlTag.Block, ["dl"] = HtmlTag.Block, ["details"] = HtmlTag.Block, ["hr"] = HtmlTag.Block, ["address"] = HtmlTag.Block,
        ["div"] = HtmlTag.Line, ["summary"] = HtmlTag.Line, ["figcaption"] = HtmlTag.Line, ["caption"] = HtmlTag.Line, ["legend"] = HtmlTag.Line, ["option"] = HtmlTag.Line,
        ["dt"] = HtmlTag.Line, ["body"] = HtmlTag.Line, ["html"] = HtmlTag.Line, ["head"] = HtmlTag.Line, ["center"] = HtmlTag.Line, ["select"] = HtmlTag.Line, ["tbody"] = HtmlTag.Line,
        ["thead"] = HtmlTag.Line, ["tfoot"] = HtmlTag.Line,
        ["dd"] = HtmlTag.Term,
        ["ul"] = HtmlTag.List, ["menu"] = HtmlTag.List, ["ol"] = HtmlTag.NumberedList, ["li"] = HtmlTag.Item,
        ["table"] = HtmlTag.Table, ["tr"] = HtmlTag.Row, ["td"] = HtmlTag.Cell, ["th"] = HtmlTag.Cell,
        ["br"] = HtmlTag.Break, ["pre"] = HtmlTag.Pre, ["listing"] = HtmlTag.Pre,
        ["code"] = HtmlTag.Code, ["kbd"] = HtmlTag.Code, ["samp"] = HtmlTag.Code,
        ["a"] = HtmlTag.Link, ["img"] = HtmlTag.Image, ["input"] = HtmlTag.Input, ["sup"] = HtmlTag.Superscript, ["del"] = HtmlTag.Deleted, ["s"] = HtmlTag.Deleted,
        ["span"] = HtmlTag.Inline, ["b"] = HtmlTag.Inline, ["strong"] = HtmlTag.Inline, ["em"] = HtmlTag.Inline, ["i"] = HtmlTag.Inline, ["button"] = HtmlTag.Inline,
        ["label"] = HtmlTag.Inline, ["meta"] = HtmlTag.Inline, ["link"] = HtmlTag.Inline,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

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
