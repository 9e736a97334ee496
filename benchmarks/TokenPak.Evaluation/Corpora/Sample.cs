namespace TokenPak.Evaluation.Corpora;

/// <summary>A piece of tool output, with the call that a transcript would name for it.</summary>
/// <param name="Name">Where it is from.</param>
/// <param name="Text">The output.</param>
/// <param name="Tool">The tool that a request would have called.</param>
/// <param name="Arguments">The call's arguments as JSON.</param>
internal sealed record Sample(string Name, string Text, string Tool, string Arguments)
{
    /// <summary>What another tool recorded as its own output for the same input, if anything.</summary>
    public string? PeerOutput { get; init; }

    /// <summary>What the user asked before the call, if anything.</summary>
    public string Question { get; init; } = "";

    /// <summary>Labels of what must not get lost (an anomaly's line, a rare template's).</summary>
    public IReadOnlyList<string> Needles { get; init; } = [];
}

/// <summary>Samples of one kind.</summary>
internal sealed record Corpus(string Name, IReadOnlyList<Sample> Samples);
