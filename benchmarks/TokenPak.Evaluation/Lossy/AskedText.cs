namespace TokenPak.Evaluation.Lossy;

/// <summary>A text with a question that was asked before it, and what has to be left of it.</summary>
/// <param name="Text">What a tool returned, or a user pasted.</param>
/// <param name="Question">What the user had asked.</param>
/// <param name="Facts">What has to be kept; none where only the size is measured.</param>
/// <param name="HeldBack">Whether the stages were chosen without it.</param>
internal sealed record AskedText(string Text, string Question, IReadOnlyList<Fact> Facts, bool HeldBack)
{
    /// <summary>Where the text came from, if it was fetched.</summary>
    public string? Url { get; init; }

    /// <summary>What another tool recorded as its own output, if anything.</summary>
    public string? PeerOutput { get; init; }
}

/// <summary>Something that a text says, in one way or more: kept where all pieces of one way are there, word for word.</summary>
internal sealed record Fact(params IReadOnlyList<IReadOnlyList<string>> Ways)
{
    public bool IsIn(string output) => Ways.Any(way => way.All(piece => output.Contains(piece, StringComparison.Ordinal)));
}
