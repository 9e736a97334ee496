namespace TokenPak.Compiler.Vault.Chunking;

/// <summary>A section for each paragraph: what stands between blank lines.</summary>
internal static class ParagraphSections
{
    public static List<Section> Find(SourceText source)
    {
        var sections = new List<Section> { new(0, "", Weak: true) };
        for (var line = 1; line < source.LineCount; line++)
        {
            if (source.Line(line - 1).IsWhiteSpace() && !source.Line(line).IsWhiteSpace()) sections.Add(new Section(line, "", Weak: true));
        }

        return sections;
    }
}
