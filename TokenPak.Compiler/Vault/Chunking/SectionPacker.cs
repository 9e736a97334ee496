namespace TokenPak.Compiler.Vault.Chunking;

/// <summary>Makes chunks of sections: short neighbours go together, long ones are cut at blank lines, then at any line, then inside one.</summary>
internal static class SectionPacker
{
    /// <summary>Characters of a chunk at most: about 500 tokens.</summary>
    public const int MaxCharacters = 2000;

    /// <summary>Below this a section does not stand alone.</summary>
    public const int ShortCharacters = 240;

    public static List<Chunk> Pack(SourceText source, IReadOnlyList<Section> sections)
    {
        var chunks = new List<Chunk>();
        for (var i = 0; i < sections.Count;)
        {
            var (first, title) = (sections[i].Line, sections[i].Title);
            var end = EndOf(source, sections, i);
            var weak = sections[i].Weak;
            var next = i + 1;
            while (next < sections.Count && MayJoin(source, sections, next, first, end, weak))
            {
                if (title.Length == 0) title = sections[next].Title;
                end = EndOf(source, sections, next);
                weak = sections[next].Weak;
                next++;
            }

            Cut(source, first, end, title, chunks);
            i = next;
        }

        return chunks;
    }

    private static bool MayJoin(SourceText source, IReadOnlyList<Section> sections, int next, int first, int end, bool weak)
    {
        var ends = EndOf(source, sections, next);
        if (source.LengthOf(first, ends) > MaxCharacters) return false;
        if (weak && sections[next].Weak) return true;

        // A short head goes with what follows, a short tail with what is before, unless that is long enough without it.
        return source.LengthOf(first, end) < ShortCharacters || (source.LengthOf(end, ends) < ShortCharacters && source.LengthOf(first, ends) < MaxCharacters / 2);
    }

    private static int EndOf(SourceText source, IReadOnlyList<Section> sections, int index) => index + 1 < sections.Count ? sections[index + 1].Line : source.LineCount;

    private static void Cut(SourceText source, int first, int end, string title, List<Chunk> chunks)
    {
        while (source.LengthOf(first, end) > MaxCharacters)
        {
            var cut = CutLine(source, first, end);
            if (cut == first + 1 && source.LengthOf(first, cut) > MaxCharacters) CutInside(source, first, title, chunks);
            else Add(source, first, cut, title, chunks);
            first = cut;
        }

        Add(source, first, end, title, chunks);
    }

    /// <summary>The last blank line in the second half of what fits, else the last line that fits.</summary>
    private static int CutLine(SourceText source, int first, int end)
    {
        var last = first + 1;
        var blank = -1;
        for (var line = first + 1; line < end && source.LengthOf(first, line + 1) <= MaxCharacters; line++)
        {
            last = line + 1;
            if (source.Line(line).IsWhiteSpace() && source.LengthOf(first, line) > MaxCharacters / 2) blank = line + 1;
        }

        return blank > 0 ? blank : last;
    }

    private static void CutInside(SourceText source, int line, string title, List<Chunk> chunks)
    {
        var rest = source.Line(line);
        while (rest.Length > MaxCharacters)
        {
            var at = rest[..MaxCharacters].LastIndexOf(' ');
            if (at < MaxCharacters / 2) at = char.IsHighSurrogate(rest[MaxCharacters - 1]) ? MaxCharacters - 1 : MaxCharacters;
            chunks.Add(new Chunk(line + 1, line + 1, title, rest[..at].ToString()));
            rest = rest[at..];
        }

        if (!rest.IsWhiteSpace()) chunks.Add(new Chunk(line + 1, line + 1, title, rest.ToString()));
    }

    private static void Add(SourceText source, int first, int end, string title, List<Chunk> chunks)
    {
        while (first < end && source.Line(first).IsWhiteSpace()) first++;
        while (end > first && source.Line(end - 1).IsWhiteSpace()) end--;
        if (first < end) chunks.Add(new Chunk(first + 1, end, title, source.Lines(first, end).TrimEnd().ToString()));
    }
}
