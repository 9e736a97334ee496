using TokenPak.Contracts;

namespace TokenPak.Gateway.Forwarding;

/// <summary>Where requests go: a provider's own host, or one that the configuration names.</summary>
internal sealed class Upstream
{
    private readonly string _lastSegment;

    public Upstream(string name, Uri baseUrl, bool isDefault, string? provider = null, string? apiKey = null)
    {
        Name = name;
        Provider = provider ?? name;
        ApiKey = apiKey;
        IsDefault = isDefault;
        Host = baseUrl.Host;
        Port = baseUrl.Port;
        Authority = baseUrl.GetLeftPart(UriPartial.Authority);
        Prefix = baseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');
        var slash = Prefix.LastIndexOf('/');
        _lastSegment = baseUrl.AbsolutePath.Length > 1 ? Prefix[slash..] : "";
    }

    public string Name { get; }

    /// <summary>The provider whose API is spoken there.</summary>
    public string Provider { get; }

    /// <summary>The upstream's own credential, sent in place of the client's; null where the client's goes.</summary>
    public string? ApiKey { get; }

    /// <summary>Whether this is the vendor's own public host: then foreign credentials do not leave for it.</summary>
    public bool IsDefault { get; }

    public string Host { get; }

    public int Port { get; }

    /// <summary>Scheme, host and port: whom a client's credential may be sent to.</summary>
    public string Authority { get; }

    /// <summary>Scheme, host and path, without a slash at the end.</summary>
    public string Prefix { get; }

    /// <summary>The vendor whose credentials belong here.</summary>
    public string Vendor => Provider is ProviderNames.ChatGpt ? ProviderNames.OpenAI : Provider;

    /// <summary>The address for a request target as it stood on the wire.</summary>
    public Uri Address(string target)
    {
        // Codex talks to .../backend-api/codex/responses on a ChatGPT login and to /v1/responses here.
        if (Provider == ProviderNames.ChatGpt && target.StartsWith("/v1/", StringComparison.Ordinal)) target = target["/v1".Length..];

        // A base URL that already ends in the target's first segment (https://host/v1) is meant once.
        else if (_lastSegment.Length > 0 && target.StartsWith(_lastSegment, StringComparison.Ordinal) && target.Length > _lastSegment.Length && target[_lastSegment.Length] == '/') target = target[_lastSegment.Length..];
        return new Uri(Prefix + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }
}
