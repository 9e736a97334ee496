using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;

namespace TokenPak.Gateway.Proxying;

/// <summary>
/// The providers' paths. What lies below them goes to the handler at once: routing and what else stands in a host's pipeline would cost more than most of what the
/// gateway itself does with a request, and has nothing to decide there.
/// </summary>
internal sealed class ProxyPaths(ProxyHandler handler)
{
    /// <summary>TokenPak's own corner below /v1: nothing of it may reach a provider.</summary>
    public const string Own = "/v1/tokenpak";

    private static readonly string[] Prefixes = ["/v1", "/v1beta", "/v1alpha", "/v1beta1", "/upload", "/openai"];

    /// <summary>Each names its route to whoever traces and measures requests, as routing would.</summary>
    private readonly (string Prefix, Endpoint Endpoint)[] _endpoints =
        [.. Prefixes.Select(prefix => (prefix, new RouteEndpointBuilder(handler.HandleAsync, RoutePatternFactory.Parse(prefix + "/{**rest}"), order: 0).Build()))];

    /// <summary>Whether a path is a provider's, or <see cref="Own"/>.</summary>
    public static bool Include(PathString path) => Array.Exists(Prefixes, prefix => path.StartsWithSegments(prefix));

    /// <summary>Handles a provider's path; everything else goes on.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        foreach (var (prefix, endpoint) in _endpoints)
        {
            if (!path.StartsWithSegments(prefix)) continue;
            if (path.StartsWithSegments(Own)) break;
            context.SetEndpoint(endpoint);
            return handler.HandleAsync(context);
        }

        return next(context);
    }
}
