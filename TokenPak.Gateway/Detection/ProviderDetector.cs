using Microsoft.AspNetCore.Http;
using TokenPak.Contracts;
using TokenPak.Contracts.Compilation;
using TokenPak.Gateway.Forwarding;

namespace TokenPak.Gateway.Detection;

/// <summary>Path first, then headers, then (by <see cref="ByModel"/>) the body's model.</summary>
internal sealed class ProviderDetector(UpstreamTable upstreams)
{
    /// <summary>The provider, or null where only the body's model can tell.</summary>
    public string? Detect(in PathMatch path, IHeaderDictionary headers, in Credentials credentials)
    {
        if (path.Provider == ProviderNames.OpenAI) return OpenAIOrNeighbour(path, headers, credentials);
        if (path.Provider is not null) return path.Provider;
        if (headers.ContainsKey("chatgpt-account-id")) return ProviderNames.ChatGpt;
        if (headers.ContainsKey("anthropic-version") || headers.ContainsKey("anthropic-beta")) return ProviderNames.Anthropic;
        if (credentials.Vendor() is { } vendor) return vendor;
        if (credentials.ApiKey is not null) return ProviderNames.Anthropic;
        if (credentials.GoogleKey is not null) return ProviderNames.Google;
        if (credentials.AzureKey is not null) return ProviderNames.Azure;
        return credentials.Bearer is not null || path.RequestType == RequestTypes.Models ? ProviderNames.OpenAI : null;
    }

    /// <summary>The last resort.</summary>
    public static string? ByModel(string? model) => model switch
    {
        null => null,
        _ when model.StartsWith("claude", StringComparison.OrdinalIgnoreCase) => ProviderNames.Anthropic,
        _ when model.StartsWith("gemini", StringComparison.OrdinalIgnoreCase) || model.StartsWith("models/gemini", StringComparison.OrdinalIgnoreCase) => ProviderNames.Google,
        _ => ProviderNames.OpenAI,
    };

    private string OpenAIOrNeighbour(in PathMatch path, IHeaderDictionary headers, in Credentials credentials)
    {
        if (IsChatGptLogin(path, headers, credentials)) return ProviderNames.ChatGpt;
        if (credentials.AzureKey is not null && credentials.Bearer is null && upstreams[ProviderNames.Azure] is not null) return ProviderNames.Azure;

        // Anthropic serves OpenAI's chat path as well; the key says whose customer this is, unless the user has named an own server.
        return path.Dialect == ApiDialect.OpenAIChat && credentials.Vendor() == ProviderNames.Anthropic && upstreams.IsDefault(ProviderNames.OpenAI)
            ? ProviderNames.Anthropic
            : ProviderNames.OpenAI;
    }

    private bool IsChatGptLogin(in PathMatch path, IHeaderDictionary headers, in Credentials credentials)
    {
        if (headers.ContainsKey("chatgpt-account-id")) return true;
        if (path.Dialect != ApiDialect.OpenAIResponses || credentials.Bearer is not { } bearer || bearer.StartsWith("sk-", StringComparison.Ordinal)) return false;

        // An own server in OpenAI's place takes any key it likes; only a login token (a JWT) is then ChatGPT's.
        return upstreams.IsDefault(ProviderNames.OpenAI) || !upstreams.IsDefault(ProviderNames.ChatGpt) || bearer.StartsWith("eyJ", StringComparison.Ordinal);
    }
}
