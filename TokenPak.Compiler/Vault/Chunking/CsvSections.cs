namespace TokenPak.Compiler.Vault.Chunking;

/// <summary>Rows, each chunk titled with the header; never cut inside a quoted value.</summary>
internal static class CsvSections
{
    private const int MaxTitle = 400;

    public static List<Section> Find(SourceText source)
    {
        var header = source.Line(0);
        var title = header[..Math.Min(header.Length, MaxTitle)].ToString();
        var sections = new List<Section>();
        var quoted = false;
        for (var line = 0; line < source.LineCount; line++)
        {
            if (!quoted) sections.Add(new Section(line, title, Weak: true));
            quoted ^= source.Line(line).Count('"') % 2 != 0;
        }

        return sections;
    }
}
