using TokenPak.Contracts;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Gateway.Detection;

/// <summary>Google's paths: <c>/{version}/models/{model}:{method}</c>, its file uploads and its OpenAI-compatible corner.</summary>
internal static class GooglePaths
{
    public static PathMatch? Match(string path)
    {
        var own = PathRules.Below(path, "/v1beta/") || PathRules.Below(path, "/v1alpha/") || PathRules.Below(path, "/v1beta1/") || PathRules.Below(path, "/upload/");
        var method = MethodOf(path);
        if (!own && (!path.StartsWith("/v1/", StringComparison.Ordinal) || method is not ("generateContent" or "streamGenerateContent" or "countTokens" or "embedContent" or "batchEmbedContents")))
        {
            return null;
        }

        return method switch
        {
            "generateContent" or "streamGenerateContent" => new(ProviderNames.Google, ApiDialect.GeminiGenerateContent, RequestTypes.Chat, ModelOf(path)),
            "countTokens" => new(ProviderNames.Google, ApiDialect.GeminiGenerateContent, RequestTypes.CountTokens, ModelOf(path)),
            "embedContent" or "batchEmbedContents" => new(ProviderNames.Google, ApiDialect.None, RequestTypes.Embeddings, ModelOf(path)),
            _ when path.EndsWith("/openai/chat/completions", StringComparison.Ordinal) => new(ProviderNames.Google, ApiDialect.OpenAIChat, RequestTypes.Chat),
            _ when path.EndsWith("/openai/embeddings", StringComparison.Ordinal) => new(ProviderNames.Google, ApiDialect.OpenAIEmbeddings, RequestTypes.Embeddings),
            _ when path.Contains("/models", StringComparison.Ordinal) && method.Length == 0 => new(ProviderNames.Google, ApiDialect.None, RequestTypes.Models),
            _ => new(ProviderNames.Google, ApiDialect.None, RequestTypes.Other),
        };
    }

    private static string MethodOf(string path)
    {
        var colon = path.LastIndexOf(':');
        return colon > path.LastIndexOf('/') ? path[(colon + 1)..] : "";
    }

    private static string? ModelOf(string path)
    {
        var slash = path.LastIndexOf('/');
        var model = path[(slash + 1)..path.LastIndexOf(':')];
        return model.Length > 0 ? model : null;
    }
}
