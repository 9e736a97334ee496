using TokenPak.Compression.Stages.Lossy;
using TokenPak.Compression.Stages.Prose;

namespace TokenPak.Compression.Stages.Html;

/// <summary>
/// Finds what surrounds a page's content: navigation, footers, boxes that are mostly links, and what is not shown at all. Only elements whose end is there, with none of the page's own
/// content in them, and nothing that reports an error or that the question names.
/// </summary>
internal ref struct HtmlRegions(ReadOnlySpan<char> html, Question question)
{
    /// <summary>A box is mostly links from this share of its text on, in percent.</summary>
    private const int LinkPercent = 50;

    private const int FewestLinks = 3;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> FrameWords = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "nav", "navbar", "navigation", "navbox", "menu", "sidebar", "side", "footer", "header", "breadcrumb", "breadcrumbs", "toolbar", "toc", "related", "share", "social", "cookie", "cookies",
        "pagination", "pager", "skip",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly ReadOnlySpan<char> _html = html;
    private readonly Dictionary<string, Stack<Open>> _open = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<HtmlRegion> _found = [];
    private int _text;
    private int _linkText;
    private int _links;
    private int _content;
    private int _inLink;
    private int _needed;

    public static List<HtmlRegion> Find(ReadOnlySpan<char> html, Question question)
    {
        var regions = new HtmlRegions(html, question);
        regions.Run();
        return Outermost(regions._found, regions._text);
    }

    private void Run()
    {
        var tokens = new HtmlTokenizer(_html);
        while (tokens.Next())
        {
            if (tokens.Kind == HtmlTokenKind.Text)
            {
                var length = tokens.Content.Trim().Length;
                if (length > 0 && (question.Names(tokens.Content) || AlertWords.Are(tokens.Content))) _needed++;
                _text += length;
                if (_inLink > 0) _linkText += length;
            }
            else if (tokens.Kind == HtmlTokenKind.Open)
            {
                Enter(tokens);
            }
            else if (tokens.Kind == HtmlTokenKind.Close)
            {
                Leave(tokens);
            }
        }
    }

    private void Enter(in HtmlTokenizer token)
    {
        if (HtmlTags.IsVoid(token.Name)) return;
        var tag = HtmlTags.Of(token.Name);
        if (tag is HtmlTag.Raw or HtmlTag.Title or HtmlTag.TextArea) return;
        if (tag == HtmlTag.Main || (tag == HtmlTag.Heading && token.Name is [_, '1'])) _content++;
        if (tag == HtmlTag.Link)
        {
            _inLink = 1; // links do not nest
            _links++;
        }

        Stack(token.Name).Push(new Open(token.Start, RoleOf(tag, token.Name, token.Attributes), _text, _linkText, _links, _content, _needed));
    }

    private void Leave(in HtmlTokenizer token)
    {
        var tag = HtmlTags.Of(token.Name);
        if (tag == HtmlTag.Link) _inLink = 0;
        if (!Stack(token.Name).TryPop(out var open) || open.Role == Role.Content) return;
        var (text, linkText, links) = (_text - open.Text, _linkText - open.LinkText, _links - open.Links);
        var mostlyLinks = links >= FewestLinks && linkText * 100L >= text * (long)LinkPercent;
        if (open.Role == Role.Box && !mostlyLinks) return;
        if (open.Role != Role.Hidden && (_content > open.Content || _needed > open.Needed || text == 0)) return;
        _found.Add(new HtmlRegion(open.Start, token.End, links, text, open.Role != Role.Hidden));
    }

    private readonly Stack<Open> Stack(ReadOnlySpan<char> name)
    {
        var lookup = _open.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(name, out var stack)) lookup[name] = stack = new Stack<Open>();
        return stack;
    }

    private static Role RoleOf(HtmlTag tag, ReadOnlySpan<char> name, ReadOnlySpan<char> attributes)
    {
        var isRoot = name.Equals("body", StringComparison.OrdinalIgnoreCase) || name.Equals("html", StringComparison.OrdinalIgnoreCase);
        if (tag == HtmlTag.Hidden) return Role.Hidden;
        if (tag == HtmlTag.Frame) return Role.Frame;
        if (tag == HtmlTag.Aside) return Role.Box;
        if (attributes.Length < 6 || isRoot) return Role.Content;
        if (HtmlAttributes.TryFind(attributes, "hidden", out var hidden) && hidden is not "until-found") return Role.Hidden;
        if (HtmlAttributes.TryFind(attributes, "aria-hidden", out var toReaders) && toReaders is "true") return Role.Hidden;
        if (HtmlAttributes.TryFind(attributes, "role", out var role) && role is "navigation" or "contentinfo" or "banner" or "search") return Role.Frame;
        return HasFrameWord(attributes, "class") || HasFrameWord(attributes, "id") ? Role.Box : Role.Content;
    }

    private static bool HasFrameWord(ReadOnlySpan<char> attributes, string attribute)
    {
        if (!HtmlAttributes.TryFind(attributes, attribute, out var names)) return false;
        foreach (var range in names.SplitAny(" -_"))
        {
            if (FrameWords.Contains(names[range])) return true;
        }

        return false;
    }

    /// <summary>In order, without those inside others, and without any that hold half of the page's text: that is what the page is about, hidden or
    /// not (a page whose consent is still asked for hides all but the asking).</summary>
    private static List<HtmlRegion> Outermost(List<HtmlRegion> found, int text)
    {
        found.RemoveAll(region => region.Text * 2L > text);
        found.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        var outermost = new List<HtmlRegion>();
        foreach (var region in found)
        {
            if (outermost.Count == 0 || region.Start >= outermost[^1].End) outermost.Add(region);
        }

        return outermost;
    }

    private enum Role
    {
        Content,

        /// <summary>Left out where it is mostly links.</summary>
        Box,

        Frame,
        Hidden,
    }

    private readonly record struct Open(int Start, Role Role, int Text, int LinkText, int Links, int Content, int Needed);
}
