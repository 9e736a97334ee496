using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Html;

/// <summary>Hands a page's tokens to the writer, by what each element means.</summary>
internal static class PageReader
{
    /// <summary>Writes the page's text, without <paramref name="regions"/>; false where it has next to none.</summary>
    public static bool Write(ReadOnlySpan<char> html, List<HtmlRegion> regions, TextBuffer output)
    {
        var page = new PageWriter(output);
        var tokens = new HtmlTokenizer(html);
        var next = 0;
        var isTitle = false;
        while (tokens.Next())
        {
            if (next < regions.Count && tokens.Start >= regions[next].Start)
            {
                var region = regions[next++];
                tokens.End = region.End;
                if (region.IsShown) LeftOut(page, region, output);
                continue;
            }

            switch (tokens.Kind)
            {
                case HtmlTokenKind.Text:
                    page.Text(tokens.Content);
                    break;
                case HtmlTokenKind.Raw when isTitle:
                    page.Text(tokens.Content);
                    page.Break(block: true);
                    break;
                case HtmlTokenKind.Open:
                    isTitle = HtmlTags.Of(tokens.Name) is HtmlTag.Title or HtmlTag.TextArea;
                    Open(page, HtmlTags.Of(tokens.Name), tokens.Name, tokens.Attributes);
                    break;
                case HtmlTokenKind.Close:
                    Close(page, HtmlTags.Of(tokens.Name));
                    break;
            }
        }

        page.EndRow();
        page.ClosePre();
        page.CloseLink();
        return page.Written >= LeastText;
    }

    /// <summary>A page that is drawn by its scripts has less.</summary>
    private const int LeastText = 100;

    private static void LeftOut(PageWriter page, in HtmlRegion region, TextBuffer output)
    {
        page.Break(block: false);
        page.Note();
        output.Append("[navigation with ");
        output.Append(region.Links);
        output.Append(region.Links == 1 ? " link left out]" : " links left out]");
    }

    private static void Open(PageWriter page, HtmlTag tag, ReadOnlySpan<char> name, ReadOnlySpan<char> attributes)
    {
        switch (tag)
        {
            case HtmlTag.Line:
                page.Break(block: false);
                break;
            case HtmlTag.Block or HtmlTag.Main or HtmlTag.Frame or HtmlTag.Aside:
                page.LeaveCell();
                page.Break(block: true);
                break;
            case HtmlTag.Heading:
                page.LeaveCell();
                page.Break(block: true);
                page.Mark(string.Concat(Hashes.AsSpan(0, name[1] - '0'), " "));
                break;
            case HtmlTag.List or HtmlTag.NumberedList:
                page.LeaveCell();
                page.OpenList(tag == HtmlTag.NumberedList);
                break;
            case HtmlTag.Item:
                page.Item();
                break;
            case HtmlTag.Term:
                page.Break(block: false);
                page.Mark("  ");
                break;
            case HtmlTag.Table:
                page.EndRow();
                page.Break(block: true);
                break;
            case HtmlTag.Row:
                page.Row();
                break;
            case HtmlTag.Cell:
                page.Cell();
                break;
            case HtmlTag.Break:
                if (page.IsInPre) page.Text("\n");
                else page.Break(block: false);
                break;
            case HtmlTag.Pre:
                page.OpenPre();
                break;
            case HtmlTag.Code:
                page.Code(opens: true);
                break;
            case HtmlTag.Link:
                page.OpenLink(HtmlAttributes.Find(attributes, "href"));
                break;
            case HtmlTag.Image:
                if (HtmlAttributes.Find(attributes, "alt") is { Length: > 2 } alt) page.Text($"[image: {alt}]");
                break;
            case HtmlTag.Input:
                Input(page, attributes);
                break;
            case HtmlTag.Superscript:
                page.Sign("^");
                break;
            case HtmlTag.Deleted:
                page.Text(" ~~");
                break;
        }
    }

    private static void Close(PageWriter page, HtmlTag tag)
    {
        switch (tag)
        {
            case HtmlTag.Line or HtmlTag.Item or HtmlTag.Term:
                page.Break(block: false);
                break;
            case HtmlTag.Block or HtmlTag.Main or HtmlTag.Frame or HtmlTag.Aside:
                page.Break(block: true);
                break;
            case HtmlTag.Heading:
                page.Mark("");
                page.Break(block: true);
                break;
            case HtmlTag.List or HtmlTag.NumberedList:
                page.CloseList();
                break;
            case HtmlTag.Row:
                page.EndRow();
                break;
            case HtmlTag.Table:
                page.EndRow();
                page.Break(block: true);
                break;
            case HtmlTag.Pre:
                page.ClosePre();
                break;
            case HtmlTag.Code:
                page.Code(opens: false);
                break;
            case HtmlTag.Link:
                page.CloseLink();
                break;
            case HtmlTag.Deleted:
                page.Text("~~ ");
                break;
        }
    }

    private static void Input(PageWriter page, ReadOnlySpan<char> attributes)
    {
        if (HtmlAttributes.Find(attributes, "type") is "hidden") return;
        var name = HtmlAttributes.Find(attributes, "name") ?? HtmlAttributes.Find(attributes, "aria-label") ?? HtmlAttributes.Find(attributes, "placeholder") ?? HtmlAttributes.Find(attributes, "value");
        if (name is { Length: > 0 }) page.Text($" [input {name}] ");
    }

    private const string Hashes = "######";
}
