namespace TokenPak.Compression.Documents;

/// <summary>The shape of a request body: which member holds what a model reads.</summary>
public enum PromptDialect
{
    /// <summary>Not known: nothing is touched.</summary>
    None,

    /// <summary>Anthropic's Messages API.</summary>
    AnthropicMessages,

    /// <summary>OpenAI's chat completions, and every server that speaks it.</summary>
    OpenAIChat,

    /// <summary>OpenAI's Responses API.</summary>
    OpenAIResponses,

    /// <summary>Gemini's <c>generateContent</c> family.</summary>
    GeminiGenerateContent,
}
