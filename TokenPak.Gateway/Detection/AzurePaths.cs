using TokenPak.Contracts;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Gateway.Detection;

/// <summary>Azure OpenAI's paths: <c>/openai/deployments/{deployment}/…</c> and <c>/openai/v1/…</c>.</summary>
internal static class AzurePaths
{
    public static PathMatch Match(string path)
    {
        var model = Deployment(path);
        return path switch
        {
            _ when path.EndsWith("/chat/completions", StringComparison.Ordinal) => new(ProviderNames.Azure, ApiDialect.OpenAIChat, RequestTypes.Chat, model),
            _ when path.EndsWith("/responses", StringComparison.Ordinal) => new(ProviderNames.Azure, ApiDialect.OpenAIResponses, RequestTypes.Chat, model),
            _ when path.EndsWith("/embeddings", StringComparison.Ordinal) => new(ProviderNames.Azure, ApiDialect.OpenAIEmbeddings, RequestTypes.Embeddings, model),
            _ when path.EndsWith("/models", StringComparison.Ordinal) => new(ProviderNames.Azure, ApiDialect.None, RequestTypes.Models),
            _ when path.EndsWith("/realtime", StringComparison.Ordinal) => new(ProviderNames.Azure, ApiDialect.None, RequestTypes.Realtime, model),
            _ => new(ProviderNames.Azure, ApiDialect.None, RequestTypes.Other, model),
        };
    }

    private static string? Deployment(string path)
    {
        const string Prefix = "/openai/deployments/";
        if (!PathRules.Below(path, Prefix)) return null;
        var end = path.IndexOf('/', Prefix.Length);
        return end > Prefix.Length ? path[Prefix.Length..end] : null;
    }
}
