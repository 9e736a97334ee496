namespace TokenPak.Contracts.Compilation;

/// <summary>The shape of a request body: which member holds what a model reads.</summary>
public enum ApiDialect
{
    /// <summary>Not known: the body is forwarded untouched.</summary>
    None = 0,

    /// <summary><c>POST /v1/messages</c> and its <c>count_tokens</c>.</summary>
    AnthropicMessages = 1,

    /// <summary><c>POST /v1/chat/completions</c>.</summary>
    OpenAIChat = 2,

    /// <summary><c>POST /v1/responses</c>.</summary>
    OpenAIResponses = 3,

    /// <summary><c>:generateContent</c>, <c>:streamGenerateContent</c> and <c>:countTokens</c>.</summary>
    GeminiGenerateContent = 4,

    /// <summary><c>POST /v1/embeddings</c>: understood for usage, never compiled.</summary>
    OpenAIEmbeddings = 5,
}
