using System.Collections.Frozen;
using System.Net;
using TokenPak.Compression.Stages.Html;

namespace TokenPak.Compiler.Vault.Chunking;

/// <summary>The words that a page shows, cut at its headings. Time grows with the page's length, whatever stands in it.</summary>
internal static class HtmlSections
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Inline =
        Names("a abbr b bdi bdo button cite code data del dfn em font i img input ins kbd label mark q s samp small span strong sub sup time tt u var wbr");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Hidden = Names("template noscript svg");

    public static IReadOnlyList<Chunk> Cut(string html)
    {
        var page = new HtmlPage(new SourceText(html));
        var endless = new HashSet<string>();
        var tokens = new HtmlTokenizer(html);
        while (tokens.Next())
        {
            switch (tokens.Kind)
            {
                case HtmlTokenKind.Text:
                    page.Add(WebUtility.HtmlDecode(tokens.Content.ToString()));
                    break;
                case HtmlTokenKind.Open when Hidden.Contains(tokens.Name):
                    Skip(ref tokens, endless);
                    break;
                case HtmlTokenKind.Open or HtmlTokenKind.Close when LevelOf(tokens.Name) is var level and > 0:
                    if (tokens.Kind == HtmlTokenKind.Open) page.Open(tokens.Start, level);
                    else page.EndHeading(tokens.Start);
                    break;
                case HtmlTokenKind.Open or HtmlTokenKind.Close when !Inline.Contains(tokens.Name):
                    page.Break(tokens.Start);
                    break;
            }
        }

        page.Close();
        return page.Chunks;
    }

    /// <summary>Goes behind an element that shows nothing, where it ends at all; the first end tag of its name counts.</summary>
    private static void Skip(ref HtmlTokenizer tokens, HashSet<string> endless)
    {
        var name = tokens.Name.ToString().ToLowerInvariant();
        if (endless.Contains(name)) return;
        var ahead = tokens;
        while (ahead.Next())
        {
            if (ahead.Kind != HtmlTokenKind.Close || !ahead.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            tokens = ahead;
            return;
        }

        // No other one ends from here on: looking to the end once is enough.
        endless.Add(name);
    }

    private static int LevelOf(ReadOnlySpan<char> name) => name is ['h' or 'H', >= '1' and <= '6'] ? name[1] - '0' : 0;

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names(string names) =>
        names.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
