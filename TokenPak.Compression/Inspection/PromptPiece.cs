namespace TokenPak.Compression.Inspection;

/// <summary>One piece of a prompt, in the provider's prompt order.</summary>
public sealed record PromptPiece
{
    /// <summary>What it is, in words: <c>tool result</c>, <c>tool arguments</c>, <c>text</c> …</summary>
    public required string Kind { get; init; }

    /// <summary><c>system</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</summary>
    public required string Role { get; init; }

    /// <summary>Ordinal of the message it stands in; -1 before the first.</summary>
    public required int Message { get; init; }

    /// <summary>Whether stages may replace it.</summary>
    public required bool IsTouchable { get; init; }

    /// <summary>Whether it counts as text; media and signatures do not.</summary>
    public required bool IsCounted { get; init; }

    /// <summary>First byte in the body.</summary>
    public required int Offset { get; init; }

    /// <summary>Bytes in the body.</summary>
    public required int Length { get; init; }

    /// <summary>Whether the bytes are a JSON string's content.</summary>
    public required bool IsString { get; init; }

    /// <summary>Hash of the content.</summary>
    public required UInt128 ContentHash { get; init; }

    /// <summary>Hash of this piece and all before it, cache markers left out.</summary>
    public required UInt128 ChainHash { get; init; }

    /// <summary>The call that it answers, in a few words; empty where there is none.</summary>
    public required string Call { get; init; }

    /// <summary>Index of <see cref="Call"/> among the request's calls; -1 where there is none.</summary>
    public required int CallIndex { get; init; }
}
