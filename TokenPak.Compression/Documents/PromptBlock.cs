namespace TokenPak.Compression.Documents;

/// <summary>One piece of a prompt, in the provider's prompt order.</summary>
internal struct PromptBlock
{
    public ByteRange Range;
    public BlockKind Kind;
    public BlockRole Role;
    public PromptSegment Segment;

    /// <summary>Whether stages may replace it: decided by kind and place alone (docs/compression.md).</summary>
    public bool Touchable;

    /// <summary>Ordinal of the message it stands in.</summary>
    public int Message;

    /// <summary>Index of the tool call that it answers, or -1.</summary>
    public int Call;

    /// <summary>Hash of the bytes; cache markers are left out.</summary>
    public UInt128 ContentHash;

    /// <summary>Hash of role, kind and content of this block and all before it.</summary>
    public UInt128 ChainHash;
}

/// <summary>A tool call seen in the transcript.</summary>
internal struct ToolCall
{
    public ulong IdHash;
    public ByteRange Name;
    public ByteRange Arguments;
    public bool Answered;

    /// <summary>Hash of name and arguments: what the call adds to a decision's key.</summary>
    public UInt128 ContextHash;
}
