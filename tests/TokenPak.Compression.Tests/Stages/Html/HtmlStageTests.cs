using System.Globalization;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Stages.Html;
using TokenPak.Compression.Tests.Fuzzing;
using TokenPak.Compression.Tests.Stages.Lossy;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Stages.Html;

public sealed class HtmlStageTests
{
    private const string More = "<p>The gauge has been read every morning since the year in which the harbour was rebuilt, and nobody has doubted what it said of the tides in the narrows.</p>";

    private static string? Page(string body, string question = "") => Text($"<!doctype html><html><head><title>Tides</title></head><body>{body}{More}</body></html>", question);

    private static string? Text(string html, string question = "") => Shortened.By(new HtmlStage(), html, question);

    [Theory]
    [InlineData("<h1>Tides</h1><h3 class=x>Of <em>the</em> bay</h3>", "# Tides\n\n### Of the bay\n")]
    [InlineData("<ul><li>one<li>two<ul><li>inner</ul><li>three</ul>", "- one\n- two\n  - inner\n- three\n")]
    [InlineData("<ol><li><p>one</p></li><li><p>two</p></li></ol>", "1. one\n2. two\n")]
    [InlineData("<table><tr><th>place<th>fathoms<tr><td>narrows<td><p>11</p><tr><td><td>4</table>", "place | fathoms\nnarrows | 11\n | 4\n")]
    [InlineData("<p>See <a href='/wiki/Tide'>the tide</a>, <a href=\"#top\">top</a>, <a href=\"javascript:x()\">go</a>.", "See [the tide](/wiki/Tide), top, go.\n")]
    [InlineData("<p><a href=/a>first</a> and <a href=/a>again</a>", "[first](/a) and again\n")]
    [InlineData("<p>Run <code>gauge --read</code> now", "Run `gauge --read` now\n")]
    [InlineData("<pre><code class=\"sh\">a &lt; b\n  <b>indented</b>  \n</code></pre>", "```\na < b\n  indented  \n```\n")]
    [InlineData("<p>10<sup>6</sup> tides, H<sub>2</sub>O, <del>$10</del> $5", "10^6 tides, H2O, ~~$10~~ $5\n")]
    [InlineData("<p>a<br>b&nbsp;&amp;&#x20AC;&notaname;", "a\nb &€&notaname;\n")]
    [InlineData("<dl><dt>tide<dd>the rise of the sea</dl>", "tide\n  the rise of the sea\n")]
    [InlineData("<p><img src=x alt=\"a chart of the bay\"><img src=y alt=''>", "[image: a chart of the bay]\n")]
    [InlineData("<form>Name <input name=who><input type=hidden name=token><button>Send</button></form>", "Name [input who] Send\n")]
    [InlineData("<div>one</div><div>two <span>three</span></div>", "one\ntwo three\n")]
    public void Shorten_Structure_IsKeptInMarkdownSigns(string body, string expected) =>
        Assert.Equal($"[TokenPak: page as text, without its markup, original {Shortened.Id}]\n\nTides\n\n{expected}\n{More[3..^4]}", Page(body));

    [Theory]
    [InlineData("<script>var shown = 1;</script><style>p { shown: 1 }</style><!-- shown --><template>shown</template><noscript>shown</noscript><svg><text>shown</text></svg><p hidden>shown</p>")]
    [InlineData("<nav><a href=/1>shown</a></nav><footer>shown</footer><div class='site-footer'><a href=1>shown</a><a href=2>shown</a><a href=3>shown</a></div>")]
    [InlineData("<script>if (a < b) document.write('<p>shown</p></' + 'script>')</script>")]
    public void Shorten_WhatSurroundsThePage_IsLeftOut(string body) => Assert.DoesNotContain("shown", Page(body), StringComparison.Ordinal);

    [Fact]
    public void Shorten_Navigation_LeavesANoteInPlace() =>
        Assert.Contains("Tides\n\n[navigation with 2 links left out]\n", Page("<nav><ul><li><a href=/1>one</a><li><a href=/2>two</a></ul></nav>"), StringComparison.Ordinal);

    [Theory]
    [InlineData("<nav>the page</nav><aside class=note><b>Warning:</b> the valve is hot</aside>", "Warning: the valve is hot")]
    [InlineData("<nav><h1>The page's own heading</h1></nav>", "The page's own heading")]
    [InlineData("<nav><a href=/x>never closed", "never closed")]
    [InlineData("<div aria-hidden=true><p>A page whose consent is asked for hides all but the asking, and what is hidden is what was asked for, and it is more than half of all the text that there is: so it has to stay, whatever the attribute says to readers.</div>", "more than half of all")]
    [InlineData("<div class=site-header><a href=/1>one</a><a href=/2>two</a><a href=/3>three</a><b>Error: the gauge does not answer</b></div>", "Error: the gauge does not answer")]
    [InlineData("<div class=sidebar><p>More words than links, so it says something of its own. <a href=/x>x</a></div>", "More words than links")]
    public void Shorten_WhatMayBeContent_IsKept(string body, string expected) => Assert.Contains(expected, Page(body), StringComparison.Ordinal);

    [Fact]
    public void Shorten_NavigationThatTheQuestionNames_IsKept() =>
        Assert.Contains("[Release v2.7.1](/r/2.7.1)", Page("<nav><a href=/r/2.7.1>Release v2.7.1</a><a href=/b>b</a></nav>", "What is new in v2.7.1?"), StringComparison.Ordinal);

    [Fact]
    public void Shorten_APageOfLinks_KeepsThem()
    {
        var links = string.Concat(Enumerable.Range(1, 30).Select(i => $"<li><a href=/tide/{i}>Tide table {i}</a></li>"));

        Assert.Contains("- [Tide table 30](/tide/30)", Page($"<div class='menu sidebar'><ul>{links}</ul></div>"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<p>one<b>two<p>three</i></b></div></table>four", "onetwo\n\nthree\n\nfour")]
    [InlineData("<p>one < two and a<b but 3<4 & 5", "one < two and a")]
    [InlineData("<p title=\"a > b\" class=x/>text", "text")]
    [InlineData("<P>text</P ><BR/>more<", "text\n\nmore<")]
    [InlineData("<p>one<![CDATA[ hidden ]]><?php hidden ?>two", "onetwo")]
    public void Shorten_BrokenHtml_IsReadLikeABrowserDoes(string html, string expected) =>
        Assert.Contains(expected, Text($"<html>{More}{html}"), StringComparison.Ordinal);

    [Fact]
    public void Shorten_APieceOfAPage_IsAPage() => Assert.DoesNotContain("<li", Text(string.Concat(Enumerable.Range(0, 30).Select(i => $"<li class=\"tide\"><a href=\"/t/{i}\">The tide of day {i}</a></li>\n"))), StringComparison.Ordinal);

    [Fact]
    public void Shorten_TextsThatAreNoPage_AreLeftAlone()
    {
        Assert.Null(Text("A text that mentions <html> and <p> tags, but is none."));
        Assert.Null(Text("<?xml version=\"1.0\"?><root>" + string.Concat(Enumerable.Repeat("<item>1</item>", 60)) + "</root>"));
        Assert.Null(Text("{\"page\": \"<html><body><p>x</p></body></html>\"}"));
        Assert.Null(Text(Texts.PrettyJson(40, 1)));
        Assert.Null(Text(string.Join('\n', Enumerable.Range(0, 60).Select(i => $"List<int> f{i}() => new Dictionary<string, int>();"))));
        Assert.Null(Text("<html><body><div id=root></div><script>" + new string('x', 5000) + "</script></body></html>"));
        Assert.Null(Text(""));
        Assert.Null(Shortened.By(new HtmlStage(), $"<html>{More}", content: ContentKind.File));
    }

    [Fact]
    public void Shorten_AnyPieces_NeverThrowsAndIsTheSameAgain() => Fuzz.Run(rolls =>
    {
        string[] parts = ["<p>", "</p>", "<nav>", "</nav>", "<ul>", "<li>", "</ul>", "<td>", "<tr>", "<table>", "</table>", "<pre>", "</pre>", "<code>", "</code>", "<a href='/x'>", "</a>", "<h2>", "</h2>", "<script>", "</script>", "<!--", "-->", "<title>", "</title>", "<", ">", "\"", "&amp;", "&#", "<br>", "<div class='nav'>", "</div>", "<sup>", "<del>", "<img alt='x y z'>", "word ", "two words", "\n"];
        var html = "<html>" + string.Concat(Enumerable.Range(0, rolls.Next(120)).Select(_ => rolls.OneIn(9) ? rolls.Piece() : rolls.Of(parts)));
        var once = Text(html);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            CultureInfo.CurrentCulture.NumberFormat.NegativeSign = "~";
            Assert.Equal(once, Text(html));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    });
}
