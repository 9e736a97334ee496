using System.IO.Enumeration;
using Microsoft.AspNetCore.Http;
using TokenPak.Contracts.Compilation;
using TokenPak.Gateway.Forwarding;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Routing;

/// <summary>A rule in force.</summary>
internal sealed class Rule(RuleOptions options, UpstreamTable upstreams)
{
    /// <summary>Bytes of a body that count as one token: an estimate, good enough to tell short prompts from long ones.</summary>
    private const int BytesPerToken = 4;

    private readonly KeyValuePair<string, string>[] _headers = [.. options.Match.Headers];
    private long _matches;

    public string Name => options.Name;

    public RuleOptions Options => options;

    public string? Model => options.Set.Model;

    public Upstream? Upstream { get; } = options.Set.Upstream is { } name ? upstreams[name.ToLowerInvariant()] : null;

    public CompilationMode? Mode { get; } = CompilationModeNames.TryParse(options.Set.Mode ?? "", out var mode) ? mode : null;

    public Upstream[] Fallbacks { get; } = [.. options.Fallback.Select(name => upstreams[name.ToLowerInvariant()]).OfType<Upstream>()];

    /// <summary>Requests since start.</summary>
    public long Matches => Interlocked.Read(ref _matches);

    /// <summary>Whether the rule is for a request. Conditions on the model or the tokens fail where the body was not read.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="bodyBytes">The decoded body's length; null where it was not read.</param>
    public bool TryMatch(Exchange exchange, IHeaderDictionary headers, int? bodyBytes)
    {
        var match = options.Match;
        if (match.Provider is { } provider && !provider.Equals(exchange.Provider, StringComparison.OrdinalIgnoreCase)) return false;
        if (match.Key is { } key && !(exchange.KeyId is { } id && FileSystemName.MatchesSimpleExpression(key, id, ignoreCase: false))) return false;
        if (match.Model is { } pattern && !(exchange.RequestedModel is { } model && FileSystemName.MatchesSimpleExpression(pattern, model))) return false;
        if ((match.MinTokens ?? match.MaxTokens) is not null && !(bodyBytes / BytesPerToken is { } tokens && tokens >= (match.MinTokens ?? 0) && tokens <= (match.MaxTokens ?? int.MaxValue))) return false;

        // A model that only the body names can be replaced only there.
        if (Model is not null && exchange.Match.Model is null && (bodyBytes is null || exchange.Facts.Model is null)) return false;
        foreach (var (name, wanted) in _headers)
        {
            if (!headers.TryGetValue(name, out var value) || !FileSystemName.MatchesSimpleExpression(wanted, value.ToString())) return false;
        }

        Interlocked.Increment(ref _matches);
        return true;
    }
}
