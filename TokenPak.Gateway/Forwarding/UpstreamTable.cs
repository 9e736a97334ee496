using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using TokenPak.Contracts;
using TokenPak.Gateway.Configuration;

namespace TokenPak.Gateway.Forwarding;

/// <summary>The upstreams in force: the providers' own hosts, or what the configuration puts in their place.</summary>
internal sealed class UpstreamTable
{
    private static readonly Dictionary<string, Uri> Defaults = new(StringComparer.Ordinal)
    {
        [ProviderNames.Anthropic] = new("https://api.anthropic.com"),
        [ProviderNames.OpenAI] = new("https://api.openai.com"),
        [ProviderNames.Google] = new("https://generativelanguage.googleapis.com"),
        [ProviderNames.ChatGpt] = new("https://chatgpt.com/backend-api/codex"),
    };

    private readonly FrozenDictionary<string, Upstream> _upstreams;

    public UpstreamTable(IOptions<GatewayOptions> options)
    {
        Dictionary<string, Upstream> table = new(StringComparer.Ordinal);
        foreach (var (name, address) in Defaults) table[name] = new Upstream(name, address, isDefault: true);
        foreach (var (configured, settings) in options.Value.Upstreams)
        {
            if (string.IsNullOrEmpty(settings.BaseUrl)) continue;
            var name = configured.ToLowerInvariant();
            var address = new Uri(settings.BaseUrl);
            var isDefault = Defaults.TryGetValue(name, out var own) && own.Host.Equals(address.Host, StringComparison.OrdinalIgnoreCase);
            table[name] = new Upstream(name, address, isDefault, settings.Provider?.ToLowerInvariant(), settings.ApiKey);
        }

        _upstreams = table.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Null where none is configured (Azure has no default).</summary>
    public Upstream? this[string name] => _upstreams.GetValueOrDefault(name);

    public IEnumerable<string> Names => _upstreams.Keys;

    public bool IsDefault(string name) => _upstreams.TryGetValue(name, out var upstream) && upstream.IsDefault;
}
