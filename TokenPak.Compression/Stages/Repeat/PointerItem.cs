using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Repeat;

/// <summary>One run of lines that a pointer stands for: which lines they are here, and where they are shown.</summary>
internal readonly record struct PointerItem
{
    /// <summary>The number that the first line replaced carries, or -1 where it carries none.</summary>
    public required int Number { get; init; }

    /// <summary>How many lines.</summary>
    public required int Count { get; init; }

    /// <summary>How they are the same.</summary>
    public required LineMatch Kind { get; init; }

    /// <summary>Whether the lines shown are led to by the numbers they carry, and not by their place.</summary>
    public required bool ByNumber { get; init; }

    /// <summary>The number or the place of the first line shown.</summary>
    public required int Shown { get; init; }

    /// <summary>The edge of the block at which they stand, where that is said instead of their place.</summary>
    public BlockEdge Edge { get; init; }

    /// <summary>The block that shows them, or null where the pointer before names it already.</summary>
    public required string? Source { get; init; }

    /// <summary>Whether the item goes on in the pointer of the lines before it.</summary>
    public required bool Joins { get; init; }

    /// <summary>Writes the item, with the bracket that ends its pointer.</summary>
    public void Write(TextBuffer output)
    {
        output.Append(Joins ? ", " : "[");
        var leads = Kind == LineMatch.Same && !ByNumber; // the place of the lines shown says all
        if (!leads && Number >= 0)
        {
            WriteRange(output, Number, atStart: true);
            output.Append(Kind == LineMatch.Same ? " as" : ": text of");
            if (Kind != LineMatch.Same || Shown != Number)
            {
                output.Append(' ');
                WriteShown(output, atStart: false);
            }
        }
        else
        {
            if (!leads) output.Append(Joins ? "text of " : "Text of ");
            WriteShown(output, atStart: leads);
        }

        if (Source is null) output.Append(" there");
        else output.Append(ByNumber ? " in " : " of ");
        output.Append(Source);
        output.Append(']');
    }

    private void WriteShown(TextBuffer output, bool atStart)
    {
        if (Edge == BlockEdge.None)
        {
            WriteRange(output, Shown, atStart);
            return;
        }

        var word = Edge == BlockEdge.First ? "first" : "last";
        output.Append(atStart && !Joins ? char.ToUpperInvariant(word[0]) : word[0]);
        output.Append(word.AsSpan(1));
        output.Append(' ');
        if (Count > 1) output.Append(Count);
        output.Append(Count == 1 ? "line" : atStart && Joins ? "" : " lines");
    }

    private void WriteRange(TextBuffer output, int first, bool atStart)
    {
        if (!atStart || !Joins || Count == 1) output.Append(atStart && !Joins ? 'L' : 'l');
        if (Count == 1) output.Append("ine ");
        else if (!atStart || !Joins) output.Append("ines ");
        output.Append(first);
        if (Count == 1) return;
        output.Append('-');
        output.Append(first + Count - 1);
    }
}
