namespace TokenPak.TestKit.Upstream;

/// <summary>What an answer says, before it takes a provider's form.</summary>
/// <param name="Model">The model named in the answer.</param>
/// <param name="Text">The text; empty beside a tool call.</param>
/// <param name="Thinking">Thinking before the text; null without.</param>
/// <param name="Tool">The tool called; null for a text answer.</param>
/// <param name="Usage">What is billed.</param>
internal sealed record AnswerPlan(string Model, string Text, string? Thinking, ToolCall? Tool, UpstreamUsage Usage)
{
    /// <summary>The text in the pieces that a stream sends.</summary>
    public IEnumerable<string> Pieces(string text)
    {
        const int Length = 7;
        for (var at = 0; at < text.Length; at += Length) yield return text.Substring(at, Math.Min(Length, text.Length - at));
    }
}

/// <summary>A call of one of the request's own tools.</summary>
internal sealed record ToolCall(string Id, string Name, string Arguments);
