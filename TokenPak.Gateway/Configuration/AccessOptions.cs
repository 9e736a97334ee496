namespace TokenPak.Gateway.Configuration;

/// <summary>Who may use what.</summary>
internal sealed class AccessOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "TokenPak";

    /// <summary>Host names answered to, besides localhost and its addresses. Default none.</summary>
    public List<string> AllowedHosts { get; set; } = [];

    /// <summary>The token for the dashboard and the statistics. Default none.</summary>
    public string? AdminToken { get; set; }

    /// <summary>One key for everyone: the shorthand for a single entry of <see cref="Keys"/>. Default none.</summary>
    public string? ProxyAuthToken { get; set; }

    /// <summary>The keys that may use the proxy. Default none: on loopback no key is asked for.</summary>
    public List<KeyOptions> Keys { get; set; } = [];

    /// <summary>Whether a gateway that listens beyond loopback may go without credentials. Default false.</summary>
    public bool AllowAnonymous { get; set; }
}
