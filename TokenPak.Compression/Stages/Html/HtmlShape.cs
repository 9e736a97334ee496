namespace TokenPak.Compression.Stages.Html;

/// <summary>Tells HTML from other text.</summary>
internal static class HtmlShape
{
    /// <summary>How far the beginning of a page is looked for: tools print headers before it.</summary>
    private const int Head = 2000;

    /// <summary>A piece of a page without its beginning: this many tags that HTML has, and this share of the text, in percent.</summary>
    private const int FewestTags = 20;

    private const int TagPercent = 20;

    public static bool Is(ReadOnlySpan<char> text)
    {
        var start = text.TrimStart();
        if (start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)) return true;
        if (start.IsEmpty || start[0] is '{' or '[' || start.StartsWith("<?xml") || start.StartsWith("diff ")) return false;
        return start[..Math.Min(start.Length, Head)].Contains("<!doctype html", StringComparison.OrdinalIgnoreCase) || IsPiece(text);
    }

    private static bool IsPiece(ReadOnlySpan<char> text)
    {
        if (text.Count('<') < FewestTags) return false;
        var tokens = new HtmlTokenizer(text);
        var (tags, length, unknown) = (0, 0, 0);
        while (tokens.Next())
        {
            if (tokens.Kind is HtmlTokenKind.Raw or HtmlTokenKind.Comment) length += tokens.Content.Length;
            if (tokens.Kind is not (HtmlTokenKind.Open or HtmlTokenKind.Close)) continue;
            length += tokens.Content.Length;
            if (HtmlTags.IsKnown(tokens.Name)) tags++;
            else unknown++;
        }

        return tags >= FewestTags && unknown * 4 <= tags && length * 100L >= (long)text.Length * TagPercent;
    }
}
