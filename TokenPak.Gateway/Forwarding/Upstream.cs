using TokenPak.Contracts;

namespace TokenPak.Gateway.Forwarding;

/// <summary>Where a provider's requests go.</summary>
internal sealed class Upstream
{
    private readonly string _lastSegment;

    public Upstream(string name, Uri baseUrl, bool isDefault)
    {
        Name = name;
        IsDefault = isDefault;
        Host = baseUrl.Host;
        Port = baseUrl.Port;
        Prefix = baseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');
        var slash = Prefix.LastIndexOf('/');
        _lastSegment = baseUrl.AbsolutePath.Length > 1 ? Prefix[slash..] : "";
    }

    public string Name { get; }

    /// <summary>Whether this is the vendor's own public host: then foreign credentials do not leave for it.</summary>
    public bool IsDefault { get; }

    public string Host { get; }

    public int Port { get; }

    /// <summary>Scheme, host and path, without a slash at the end.</summary>
    public string Prefix { get; }

    /// <summary>The vendor whose credentials belong here.</summary>
    public string Vendor => Name is ProviderNames.ChatGpt ? ProviderNames.OpenAI : Name;

    /// <summary>The address for a request target as it stood on the wire.</summary>
    public Uri Address(string target)
    {
        // Codex talks to .../backend-api/codex/responses on a ChatGPT login and to /v1/responses here.
        if (Name == ProviderNames.ChatGpt && target.StartsWith("/v1/", StringComparison.Ordinal)) target = target["/v1".Length..];

        // A base URL that already ends in the target's first segment (https://host/v1) is meant once.
        else if (_lastSegment.Length > 0 && target.StartsWith(_lastSegment, StringComparison.Ordinal) && target.Length > _lastSegment.Length && target[_lastSegment.Length] == '/') target = target[_lastSegment.Length..];
        return new Uri(Prefix + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }
}
