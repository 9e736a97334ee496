namespace TokenPak.TestKit.Prompts;

/// <summary>The four request shapes that carry a conversation.</summary>
public enum Dialect
{
    /// <summary><c>POST /v1/messages</c>.</summary>
    Anthropic,

    /// <summary><c>POST /v1/chat/completions</c>.</summary>
    OpenAIChat,

    /// <summary><c>POST /v1/responses</c>.</summary>
    OpenAIResponses,

    /// <summary><c>:generateContent</c>.</summary>
    Gemini,
}
