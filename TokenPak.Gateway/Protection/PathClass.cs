using Microsoft.AspNetCore.Http;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Protection;

/// <summary>What a path needs.</summary>
internal enum PathClass
{
    /// <summary>Nothing: for orchestrators.</summary>
    Probe,

    /// <summary>A TokenPak key, where keys are in force.</summary>
    Proxy,

    /// <summary>A TokenPak key, as <see cref="Proxy"/>; called by programs of the user's own, so foreign web pages are kept out.</summary>
    Ingest,

    /// <summary>The sign-in page itself.</summary>
    SignIn,

    /// <summary>The admin token, where the dashboard and the statistics are protected.</summary>
    Statistics,

    /// <summary>The admin token only beyond loopback.</summary>
    Other,
}

internal static class PathClasses
{
    private static readonly string[] Statistics = ["/dashboard", "/stats", "/recent", "/recent.csv", "/cache-stats", "/metrics", "/vault"];

    public static PathClass Of(PathString path)
    {
        if (ProxyPaths.Include(path)) return PathClass.Proxy;
        if (path.StartsWithSegments("/ingest") || path.StartsWithSegments("/mcp")) return PathClass.Ingest;
        if (path == "/alive" || path == "/ready") return PathClass.Probe;
        if (path == SignInPage.Path) return PathClass.SignIn;
        return In(Statistics, path) ? PathClass.Statistics : PathClass.Other;
    }

    private static bool In(string[] prefixes, PathString path)
    {
        foreach (var prefix in prefixes)
        {
            if (path.StartsWithSegments(prefix)) return true;
        }

        return false;
    }
}
