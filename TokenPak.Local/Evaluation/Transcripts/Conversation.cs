using TokenPak.Compression.Documents;

namespace TokenPak.Local.Evaluation.Transcripts;

/// <summary>The requests of one conversation in the order they were sent.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Dialect">Their shape.</param>
/// <param name="Requests">Makes them one by one: together they are long.</param>
internal sealed record Conversation(string Name, PromptDialect Dialect, Func<IEnumerable<ConversationRequest>> Requests)
{
    public string Provider => Dialect switch
    {
        PromptDialect.AnthropicMessages => "anthropic",
        PromptDialect.GeminiGenerateContent => "google",
        _ => "openai",
    };
}

/// <summary>A request's body and, where the transcript tells, its time.</summary>
internal sealed record ConversationRequest(byte[] Body, DateTimeOffset? Time);
