using Microsoft.AspNetCore.Http;
using TokenPak.Contracts;

namespace TokenPak.Gateway.Detection;

/// <summary>The provider credentials that a request carries, wherever it carries them.</summary>
internal readonly struct Credentials(string? apiKey, string? bearer, string? googleKey, string? queryKey, string? azureKey)
{
    private const string BearerPrefix = "Bearer ";

    public string? ApiKey => apiKey;

    public string? Bearer => bearer;

    public string? GoogleKey => googleKey ?? queryKey;

    public string? AzureKey => azureKey;

    /// <summary>The one that identifies the caller; null without any.</summary>
    public string? Identity => apiKey ?? bearer ?? googleKey ?? queryKey ?? azureKey;

    /// <summary>Whether the bearer is an OAuth token of a subscription.</summary>
    public bool HasAnthropicOAuth => bearer?.StartsWith("sk-ant-oat", StringComparison.Ordinal) is true;

    public static Credentials Read(HttpRequest request)
    {
        var headers = request.Headers;
        return new Credentials(
            One(headers["x-api-key"].ToString()),
            BearerOf(headers.Authorization.ToString()),
            One(headers["x-goog-api-key"].ToString()),
            request.QueryString.HasValue ? One(request.Query["key"].ToString()) : null,
            One(headers["api-key"].ToString()));
    }

    /// <summary>The first credential whose shape belongs to another vendor than the given one.</summary>
    public string? ForeignTo(string vendor)
    {
        foreach (var credential in (ReadOnlySpan<string?>)[apiKey, bearer, googleKey, queryKey, azureKey])
        {
            if (credential is not null && VendorOf(credential) is { } owner && owner != vendor) return owner;
        }

        return null;
    }

    /// <summary>Whose credential it is by its shape; null where the shape says nothing.</summary>
    public static string? VendorOf(string credential) =>
        credential.StartsWith("sk-ant-", StringComparison.Ordinal) ? ProviderNames.Anthropic
        : credential.StartsWith("AIza", StringComparison.Ordinal) ? ProviderNames.Google
        : credential.StartsWith("sk-proj-", StringComparison.Ordinal) || credential.StartsWith("sk-svcacct-", StringComparison.Ordinal) ? ProviderNames.OpenAI
        : null;

    /// <summary>Whose credential any of them is.</summary>
    public string? Vendor()
    {
        foreach (var credential in (ReadOnlySpan<string?>)[apiKey, bearer, googleKey, queryKey, azureKey])
        {
            if (credential is not null && VendorOf(credential) is { } owner) return owner;
        }

        return null;
    }

    private static string? BearerOf(string authorization) =>
        authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase) ? One(authorization[BearerPrefix.Length..].Trim()) : null;

    private static string? One(string value) => value.Length > 0 ? value : null;
}
