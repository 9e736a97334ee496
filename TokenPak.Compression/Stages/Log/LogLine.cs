namespace TokenPak.Compression.Stages.Log;

/// <summary>A line: <c>[Start, StampLength)</c> its stamp, of which <c>[VaryingStart, VaryingEnd)</c> is what changes most; then a blank and its message.</summary>
internal struct LogLine
{
    public int Start;
    public int End;
    public int Message;

    /// <summary>0 where the line has no stamp.</summary>
    public int StampLength;

    public short VaryingStart;
    public short VaryingEnd;
    public byte StampTokens;

    /// <summary>How much of the varying token stands in the heading.</summary>
    public short Cut;

    /// <summary>Its template, or -1 where it stands as it is.</summary>
    public int Template;

    /// <summary>Its tokens in the miner's table, and how many; 0 where it has too many.</summary>
    public int FirstToken;

    public byte Tokens;
}
