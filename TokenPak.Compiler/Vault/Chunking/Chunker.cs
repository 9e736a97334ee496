using TokenPak.Compiler.Vault.Files;

namespace TokenPak.Compiler.Vault.Chunking;

/// <summary>Cuts a file by its own structure.</summary>
internal static class Chunker
{
    public static IReadOnlyList<Chunk> Cut(string text, string language)
    {
        if (language == "html") return HtmlSections.Cut(text);
        var source = new SourceText(text);
        var sections = language switch
        {
            "markdown" => MarkdownSections.Find(text),
            "csharp" => CSharpSections.Find(text),
            "json" => JsonSections.Find(source),
            "yaml" => YamlSections.Find(source),
            "csv" => CsvSections.Find(source),
            _ when Languages.IsProse(language) => ParagraphSections.Find(source),
            _ => DefinitionSections.Find(source),
        };
        if (sections.Count == 0 || sections[0].Line > 0) sections.Insert(0, new Section(0, ""));
        return SectionPacker.Pack(source, sections);
    }
}
