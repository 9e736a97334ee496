using TokenPak.Contracts.Events;
using TokenPak.Gateway.Forwarding;

namespace TokenPak.Gateway.Routing;

/// <summary>What the router decided for one request, and what came of it.</summary>
internal sealed class RouteTaken(Rule rule)
{
    private List<string>? _left;
    private int _next;

    public Rule Rule => rule;

    /// <summary>The next upstream to try, where one is left.</summary>
    public Upstream? Next => _next < rule.Fallbacks.Length ? rule.Fallbacks[_next] : null;

    /// <summary>Passes an upstream over, or leaves it.</summary>
    public void Leave(Upstream upstream, string reason) => (_left ??= []).Add($"{upstream.Name}: {reason}");

    /// <summary>Takes the next upstream.</summary>
    public Upstream Advance() => rule.Fallbacks[_next++];

    /// <summary>The route as the event tells it.</summary>
    /// <param name="upstream">Where the request went in the end.</param>
    /// <param name="requested">The model that the client asked for.</param>
    public RequestRoute Describe(Upstream? upstream, string? requested) => new()
    {
        Rule = rule.Name,
        Upstream = upstream?.Name,
        RequestedModel = rule.Model is null ? null : requested,
        Mode = rule.Options.Set.Mode,
        Left = _left ?? [],
    };
}
