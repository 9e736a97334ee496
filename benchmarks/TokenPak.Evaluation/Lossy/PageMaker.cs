using System.Globalization;
using System.Text;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using TokenPak.Evaluation.Corpora;

namespace TokenPak.Evaluation.Lossy;

/// <summary>
/// Pages as documentation sites serve them, of this repository's own documents: with scripts, styles, navigation, a box at the side and a footer around. What has to be kept is every run of
/// text, every line of code and every address of the document.
/// </summary>
internal static class PageMaker
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    public static AskedText[] Read() => [.. Repository.Files("docs", "*.md").Select((file, i) => Page(File.ReadAllText(file), Path.GetFileNameWithoutExtension(file), i))];

    private static AskedText Page(string markdown, string name, int number)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        return new AskedText(Around(document.ToHtml(Pipeline), name, number), $"What does the page say about {name}?", [.. Facts(document).Distinct(StringComparer.Ordinal).Select(f => new Fact([f]))], number % 2 == 1);
    }

    private static IEnumerable<string> Facts(MarkdownDocument document)
    {
        foreach (var code in document.Descendants<CodeBlock>())
        {
            foreach (var line in code.Lines.ToString().Split('\n').Where(l => l.Trim().Length > 0)) yield return line;
        }

        foreach (var text in document.Descendants<LiteralInline>().Select(l => Squeezed(l.Content.ToString())).Where(t => t.Length > 1)) yield return text;
        foreach (var link in document.Descendants<LinkInline>().Where(l => l is { IsImage: false, Url: { Length: > 0 } url } && url[0] != '#')) yield return link.Url ?? "";
    }

    private static string Squeezed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Around(string content, string name, int number)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"en\" class=\"no-js\">\n<head>\n<meta charset=\"utf-8\">\n<title>{name}</title>\n");
        for (var i = 0; i < 12; i++) page.Append(CultureInfo.InvariantCulture, $"<link rel=\"preload\" href=\"/assets/chunk-{number}{i}.js\" as=\"script\" crossorigin=\"anonymous\">\n");
        page.Append("<style>").Append(Repeated(40, i => $".md-grid-{i}{{max-width:{i}rem;margin:0 auto;color:var(--fg-{i})}}")).Append("</style>\n<script>window.__config=").Append('{')
            .Append(Repeated(40, i => $"\"flag_{i}\":{(i % 2 == 0 ? "true" : "false")},")).Append("};</script>\n</head>\n<body class=\"layout sidebar-left\">\n<header class=\"site-header\"><nav class=\"top\"><ul>")
            .Append(Repeated(12, i => $"<li class=\"nav-item\"><a class=\"nav-link\" href=\"/section/{i}\" data-track=\"top-{i}\">Section {i}</a></li>")).Append("</ul></nav></header>\n<div class=\"container\"><div class=\"sidebar\"><ul>")
            .Append(Repeated(50, i => $"<li class=\"toc-entry\"><a href=\"/pages/{i}/index.html\" title=\"Page {i}\">Page {i}</a></li>\n")).Append("</ul></div>\n<main id=\"content\" role=\"main\"><article class=\"markdown-body\">\n")
            .Append(content).Append("</article></main></div>\n<footer class=\"site-footer\"><p>All rights reserved.</p><ul>").Append(Repeated(10, i => $"<li><a href=\"/legal/{i}\">Terms {i}</a></li>"))
            .Append("</ul></footer>\n<script src=\"/assets/main.js\"></script>\n<script>").Append(Repeated(30, i => $"track('event_{i}',{{page:'{name}'}});")).Append("</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static string Repeated(int times, Func<int, string> part) => string.Concat(Enumerable.Range(0, times).Select(part));
}
