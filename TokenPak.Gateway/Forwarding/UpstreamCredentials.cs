using TokenPak.Contracts;

namespace TokenPak.Gateway.Forwarding;

/// <summary>Keeps a client's credential with the host that it is meant for, and puts an upstream's own in its place.</summary>
internal static class UpstreamCredentials
{
    private static readonly string[] Headers =
    [
        "Authorization", "x-api-key", "x-goog-api-key", "api-key", "Cookie", "chatgpt-account-id", "OpenAI-Organization", "OpenAI-Project", "x-goog-user-project",
    ];

    private static readonly string[] Parameters = ["key", "access_token", "api_key"];

    /// <summary>Whether the client's credentials stay here: the upstream has its own, or is another host than the provider's.</summary>
    /// <param name="upstream">Where the request goes.</param>
    /// <param name="home">Where requests of its provider go; whom the client gave its credential to.</param>
    public static bool StayHere(Upstream upstream, Upstream home) => upstream.ApiKey is not null || (upstream != home && upstream.Authority != home.Authority);

    public static bool IsCredential(string header) => Headers.Contains(header, StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds the upstream's own credential, where it has one.</summary>
    public static void Add(HttpRequestMessage outgoing, Upstream upstream)
    {
        if (upstream.ApiKey is not { } key) return;
        var (header, value) = upstream.Provider switch
        {
            ProviderNames.Anthropic => ("x-api-key", key),
            ProviderNames.Google => ("x-goog-api-key", key),
            ProviderNames.Azure => ("api-key", key),
            _ => ("Authorization", "Bearer " + key),
        };
        outgoing.Headers.TryAddWithoutValidation(header, value);
    }

    /// <summary>A request target without the credentials of its query; the rest stays as it stood.</summary>
    public static string Without(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        if (query < 0) return target;
        var kept = target[(query + 1)..].Split('&').Where(part => !Parameters.Contains(Uri.UnescapeDataString(part.Split('=', 2)[0]), StringComparer.OrdinalIgnoreCase));
        return string.Join('&', kept) is { Length: > 0 } rest ? string.Concat(target.AsSpan(0, query + 1), rest) : target[..query];
    }
}
