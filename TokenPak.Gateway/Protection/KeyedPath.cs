using Microsoft.AspNetCore.Http.Features;

namespace TokenPak.Gateway.Protection;

/// <summary>The path prefix <c>/k/{key}</c>, for clients that cannot set headers: taken off before anything routes on the path, logs it or traces it.</summary>
internal sealed record KeyedPath(string Key)
{
    private const string Prefix = "/k/";

    /// <summary>Takes the prefix off, once, and returns the key; null where there is none.</summary>
    public static string? Take(IFeatureCollection features)
    {
        if (features.Get<IHttpRequestFeature>() is not { } request || !request.Path.StartsWith(Prefix, StringComparison.Ordinal)) return features.Get<KeyedPath>()?.Key;

        var end = request.Path.IndexOf('/', Prefix.Length);
        var key = end < 0 ? request.Path[Prefix.Length..] : request.Path[Prefix.Length..end];
        request.Path = end < 0 ? "/" : request.Path[end..];
        if (request.RawTarget is { } raw && raw.StartsWith(Prefix, StringComparison.Ordinal))
        {
            var rawEnd = raw.IndexOfAny(['/', '?'], Prefix.Length);
            request.RawTarget = rawEnd < 0 ? "/" : raw[rawEnd] == '?' ? "/" + raw[rawEnd..] : raw[rawEnd..];
        }

        features.Set(new KeyedPath(key));
        return key;
    }
}
