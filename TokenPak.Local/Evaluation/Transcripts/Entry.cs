namespace TokenPak.Local.Evaluation.Transcripts;

/// <summary>One thing said in a conversation: a text, a tool call, or a tool's answer.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text; a call's arguments as JSON.</param>
/// <param name="Tool">A call's tool.</param>
/// <param name="Id">What joins a call and its answer.</param>
/// <param name="Time">When it was said, where the transcript tells.</param>
internal sealed record Entry(EntryKind Kind, string Text, string? Tool = null, string? Id = null, DateTimeOffset? Time = null)
{
    public bool IsAssistant => Kind is EntryKind.Assistant or EntryKind.Call;
}

internal enum EntryKind
{
    User,
    Assistant,
    Call,
    Result,
}
