using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace TokenPak.Gateway.Protection;

/// <summary>The path prefix <c>/k/{key}</c>, for clients that cannot set headers: taken off before anything routes on the path or shows it.</summary>
internal static class KeyedPath
{
    private const string Prefix = "/k/";

    /// <summary>Takes the prefix off and returns the key; null where there is none.</summary>
    public static string? Take(HttpContext context)
    {
        var path = context.Request.Path.Value;
        if (path is null || !path.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var end = path.IndexOf('/', Prefix.Length);
        var key = end < 0 ? path[Prefix.Length..] : path[Prefix.Length..end];
        context.Request.Path = end < 0 ? "/" : path[end..];

        if (context.Features.Get<IHttpRequestFeature>() is { RawTarget: { } raw } feature && raw.StartsWith(Prefix, StringComparison.Ordinal))
        {
            var rawEnd = raw.IndexOfAny(['/', '?'], Prefix.Length);
            feature.RawTarget = rawEnd < 0 ? "/" : raw[rawEnd] == '?' ? "/" + raw[rawEnd..] : raw[rawEnd..];
        }

        Activity.Current?.SetTag("url.path", context.Request.Path.Value);
        return key;
    }
}
