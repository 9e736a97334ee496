using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TokenPak.Gateway.Forwarding;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Routing;

/// <summary>Decides by configured rules where a request goes, with which model and mode.</summary>
internal sealed class Router(IOptions<RouterOptions> options, UpstreamTable upstreams)
{
    private readonly Rule[] _rules = [.. options.Value.Rules.Select(rule => new Rule(rule, upstreams))];

    public bool IsEnabled => _rules.Length > 0;

    public IReadOnlyList<Rule> Rules => _rules;

    /// <summary>Applies the first rule that matches.</summary>
    /// <param name="request">The request.</param>
    /// <param name="exchange">What is known of it; gets the decision.</param>
    /// <param name="bodyBytes">The decoded body's length; null where it was not read.</param>
    public void Decide(HttpRequest request, Exchange exchange, int? bodyBytes)
    {
        exchange.IsRouted = true;
        foreach (var rule in _rules)
        {
            if (!rule.TryMatch(exchange, request.Headers, bodyBytes)) continue;
            exchange.Route = new RouteTaken(rule);
            if (rule.Upstream is { } upstream) exchange.Target = upstream;
            if (rule.Mode is { } mode && !exchange.IsModeOverridden)
            {
                exchange.Mode = mode;

                // Whoever is given a mode by rule is not compared with those who are given none.
                exchange.IsModeOverridden = true;
                exchange.Arm = null;
            }

            return;
        }
    }
}
