using Markdig;
using Markdig.Syntax;

namespace TokenPak.Compiler.Vault.Chunking;

/// <summary>A section for each heading, titled with the headings above it.</summary>
internal static class MarkdownSections
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseYamlFrontMatter().Build();

    public static List<Section> Find(string text)
    {
        var sections = new List<Section>();
        var open = new List<(int Level, string Title)>();
        foreach (var block in Markdown.Parse(text, Pipeline))
        {
            if (block is not HeadingBlock heading) continue;
            open.RemoveAll(above => above.Level >= heading.Level);
            open.Add((heading.Level, text.AsSpan(heading.Span.Start, heading.Span.Length).Trim("#= -\r\n\t").ToString()));
            sections.Add(new Section(heading.Line, string.Join(" > ", open.Select(above => above.Title))));
        }

        return sections;
    }
}
