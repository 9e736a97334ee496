using TokenPak.Contracts;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Gateway.Detection;

/// <summary>The providers' paths.</summary>
internal static class PathRules
{
    /// <summary>Null where the path belongs to no provider at all.</summary>
    public static PathMatch? Match(string path) => path switch
    {
        "/v1/messages" => new(ProviderNames.Anthropic, ApiDialect.AnthropicMessages, RequestTypes.Chat),
        "/v1/chat/completions" => new(ProviderNames.OpenAI, ApiDialect.OpenAIChat, RequestTypes.Chat),
        "/v1/responses" => new(ProviderNames.OpenAI, ApiDialect.OpenAIResponses, RequestTypes.Chat),
        "/v1/embeddings" => new(ProviderNames.OpenAI, ApiDialect.OpenAIEmbeddings, RequestTypes.Embeddings),
        "/v1/messages/count_tokens" => new(ProviderNames.Anthropic, ApiDialect.AnthropicMessages, RequestTypes.CountTokens),
        "/v1/responses/input_tokens" => new(ProviderNames.OpenAI, ApiDialect.OpenAIResponses, RequestTypes.CountTokens),
        "/v1/realtime" => new(ProviderNames.OpenAI, ApiDialect.None, RequestTypes.Realtime),
        "/v1/models" => new(null, ApiDialect.None, RequestTypes.Models),
        _ when GooglePaths.Match(path) is { } google => google,
        _ when Below(path, "/openai/") => AzurePaths.Match(path),
        _ when Below(path, "/v1/messages/") || path == "/v1/complete" => new(ProviderNames.Anthropic, ApiDialect.None, RequestTypes.Other),
        _ when Below(path, "/v1/responses/") || Below(path, "/v1/realtime/") => new(ProviderNames.OpenAI, ApiDialect.None, RequestTypes.Other),
        _ when Below(path, "/v1/models/") => new(null, ApiDialect.None, RequestTypes.Models),
        _ when Below(path, "/v1/") => new(null, ApiDialect.None, RequestTypes.Other),
        _ => null,
    };

    internal static bool Below(string path, string prefix) => path.StartsWith(prefix, StringComparison.Ordinal) && path.Length > prefix.Length;
}
