namespace TokenPak.Compression.Documents;

/// <summary>What a block of a prompt is. The numbers enter hashes: never renumber.</summary>
internal enum BlockKind : byte
{
    /// <summary>Tool definitions.</summary>
    Tools = 0,

    /// <summary>Plain text: a system prompt, a user's words, an answer.</summary>
    Text = 1,

    /// <summary>A tool's name as the model called it.</summary>
    ToolName = 2,

    /// <summary>The arguments of a tool call.</summary>
    ToolArguments = 3,

    /// <summary>What a tool answered.</summary>
    ToolResult = 4,

    /// <summary>A <c>document</c> or <c>search_result</c> without citations.</summary>
    Document = 5,

    /// <summary>A fenced or tagged paste in a user's message.</summary>
    Paste = 6,

    /// <summary>Thinking.</summary>
    Reasoning = 7,

    /// <summary>Something else that counts as text.</summary>
    Other = 8,

    /// <summary>Images, encrypted or signed content: hashed, never counted.</summary>
    Opaque = 9,
}

/// <summary>Who speaks. The numbers enter hashes: never renumber.</summary>
internal enum BlockRole : byte
{
    System = 0,
    User = 1,
    Assistant = 2,
    Tool = 3,
}

/// <summary>Where a block stands in the provider's prompt order.</summary>
internal enum PromptSegment : byte
{
    Tools = 0,
    System = 1,
    Messages = 2,
}
