namespace TokenPak.Compiler.Vault.Chunking;

/// <summary>A section for each key, item or document that stands at the margin.</summary>
internal static class YamlSections
{
    public static List<Section> Find(SourceText source)
    {
        var sections = new List<Section>();
        for (var line = 0; line < source.LineCount; line++)
        {
            var text = source.Line(line);
            if (text.Length == 0 || char.IsWhiteSpace(text[0]) || text[0] is '#' or '}' or ']') continue;
            var colon = text.IndexOf(':');
            var isItem = text.StartsWith("- ") || text.StartsWith("---");
            var first = line;
            while (first > 0 && source.Line(first - 1).StartsWith("#") && (sections.Count == 0 || first - 1 > sections[^1].Line)) first--;
            sections.Add(new Section(first, !isItem && colon > 0 ? text[..colon].ToString() : "", Weak: isItem));
        }

        return sections;
    }
}
