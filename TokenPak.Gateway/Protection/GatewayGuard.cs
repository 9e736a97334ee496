using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TokenPak.Gateway.Configuration;
using TokenPak.Gateway.Errors;

namespace TokenPak.Gateway.Protection;

/// <summary>Stands before everything else in the pipeline, the dashboard included, whatever the order of the Map calls.</summary>
internal sealed class GatewayGuard(
    RequestDelegate next,
    AllowedHosts hosts,
    Exposure exposure,
    KeyRing keys,
    AdminAccess admin,
    WrongTokens wrongTokens,
    IOptions<AccessOptions> access,
    IOptions<DashboardAccessOptions> dashboard)
{
    public const string KeyHeader = "x-tokenpak-key";

    private bool IsExposed => !access.Value.AllowAnonymous && exposure.IsBeyondLoopback;

    public Task InvokeAsync(HttpContext context)
    {
        var pathKey = KeyedPath.Take(context.Features);
        var kind = PathClasses.Of(context.Request.Path);
        if (kind == PathClass.Probe) return next(context);
        if (!hosts.Contains(context))
        {
            return context.WriteErrorAsync(StatusCodes.Status403Forbidden, ErrorTypes.HostNotAllowed,
                "This gateway does not answer to that host name. Add it to TokenPak:AllowedHosts if it is its own.");
        }

        return kind switch
        {
            PathClass.Proxy => Proxy(context, pathKey),
            PathClass.Ingest => IsForeign(context) ?? Proxy(context, pathKey),
            PathClass.SignIn => IsForeign(context, needsJson: false) ?? next(context),
            PathClass.Statistics => IsForeign(context) ?? (dashboard.Value.RequireToken || IsExposed || StartsSessionFromAfar(context) ? Admin(context) : next(context)),
            _ => IsExposed ? Admin(context) : OtherAsync(context),
        };
    }

    private async Task OtherAsync(HttpContext context)
    {
        await next(context);
        if (context.Response is not { StatusCode: StatusCodes.Status404NotFound, HasStarted: false } || context.GetEndpoint() is not null) return;
        await context.WriteErrorAsync(StatusCodes.Status404NotFound, ErrorTypes.NotFound,
            "There is nothing here. Providers' paths begin with /v1, /v1beta or /openai; TokenPak's own are /health, /stats, /recent, /ingest and /dashboard.");
    }

    private Task Proxy(HttpContext context, string? pathKey)
    {
        if (keys.IsInForce || IsExposed)
        {
            if (keys.Find(pathKey ?? context.Request.Headers[KeyHeader].ToString()) is not { } key) return Refuse(context);
            context.Features.Set(key);
        }

        OwnCookie.Remove(context.Request.Headers);
        return next(context);
    }

    private Task Admin(HttpContext context)
    {
        if (context.Request.Headers.ContainsKey(AdminAccess.HeaderName)) return ByHeaderAsync(context);
        if (admin.IsGranted(context.Request)) return next(context);
        return HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? SignInPage.WriteAsync(context, StatusCodes.Status401Unauthorized)
            : Refuse(context);
    }

    private async Task ByHeaderAsync(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (!wrongTokens.MayTry(address))
        {
            context.Response.Headers.RetryAfter = "30";
            await context.WriteErrorAsync(StatusCodes.Status429TooManyRequests, ErrorTypes.TooManyAttempts, "Too many wrong tokens came from this address; try again later.");
        }
        else if (admin.IsGranted(context.Request))
        {
            await next(context);
        }
        else
        {
            await wrongTokens.RefuseAsync(address, context.RequestAborted);
            await Refuse(context);
        }
    }

    /// <summary>A POST of a foreign web page, or one that a page could send without asking first; null where all is well.</summary>
    private static Task? IsForeign(HttpContext context, bool needsJson = true)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || request.Path.StartsWithSegments("/dashboard/_blazor")) return null;
        if (request.Headers.Origin is { Count: > 0 } origin && !origin.ToString().Equals($"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase))
        {
            return context.WriteErrorAsync(StatusCodes.Status403Forbidden, ErrorTypes.ForeignOrigin, "Requests of other sites are not taken.");
        }

        if (!needsJson || request.Path.StartsWithSegments("/dashboard") || IsJson(request.ContentType)) return null;
        return context.WriteErrorAsync(StatusCodes.Status415UnsupportedMediaType, ErrorTypes.UnsupportedMediaType, "Send application/json.");
    }

    private static bool IsJson(string? contentType)
    {
        const string Json = "application/json";
        return contentType is not null && contentType.StartsWith(Json, StringComparison.OrdinalIgnoreCase) && (contentType.Length == Json.Length || contentType[Json.Length] is ';' or ' ');
    }

    /// <summary>A new session may be opened from this machine, or with the admin token.</summary>
    private static bool StartsSessionFromAfar(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.Connection.RemoteIpAddress is { } remote && !IPAddress.IsLoopback(remote);

    private static Task Refuse(HttpContext context) => context.WriteErrorAsync(StatusCodes.Status401Unauthorized, ErrorTypes.Unauthorized, "Unauthorized.");
}
