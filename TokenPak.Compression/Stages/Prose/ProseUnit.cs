namespace TokenPak.Compression.Stages.Prose;

/// <summary>What stands in a text like a sentence: it is kept or left out as a whole.</summary>
internal struct ProseUnit
{
    /// <summary>Where it begins in the text, without blanks before it.</summary>
    public int Start;

    /// <summary>Where it ends, without blanks behind it.</summary>
    public int End;

    public UnitKind Kind;

    /// <summary>Units between the same empty lines have the same number.</summary>
    public int Paragraph;

    /// <summary>The unit that it is read under (a heading, a line that ends in a colon, a table's header, the item above), or -1. Kept wherever this one is.</summary>
    public int Parent;

    /// <summary>Its first term among all of the text's.</summary>
    public int FirstTerm;

    /// <summary>How many terms it has.</summary>
    public int Terms;

    public int Tokens;

    public double Score;

    /// <summary>Never left out: an error, a warning, what the question names.</summary>
    public bool IsNeeded;

    public bool IsKept;
}
