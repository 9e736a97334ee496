using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace TokenPak.Gateway.Forwarding;

/// <summary>The path and query of a request as they stood on the wire.</summary>
internal static class RequestTarget
{
    /// <summary>The raw target, so that escapes stay as they were; where it has dot segments, the path that was routed on.</summary>
    public static string Of(HttpContext context)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        return IsPlain(raw) ? raw : UriHelper.BuildRelative(context.Request.PathBase, context.Request.Path, context.Request.QueryString);
    }

    /// <summary>Whether the target is a path at all: no absolute form, no asterisk, no authority.</summary>
    public static bool IsOriginForm(HttpContext context)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        return string.IsNullOrEmpty(raw) || raw[0] == '/';
    }

    private static bool IsPlain([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? raw)
    {
        if (string.IsNullOrEmpty(raw) || raw[0] != '/') return false;
        var query = raw.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? raw.AsSpan() : raw.AsSpan(0, query);
        return !path.Contains("/.", StringComparison.Ordinal) && !path.Contains("%2e", StringComparison.OrdinalIgnoreCase) && !path.StartsWith("//", StringComparison.Ordinal);
    }
}
