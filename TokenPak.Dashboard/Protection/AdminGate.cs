using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;

namespace TokenPak.Dashboard.Protection;

/// <summary>Where the token is required, nothing but assets and the sign-in answers without the header or the sign-in cookie.</summary>
internal sealed class AdminGate(RequestDelegate next, IOptions<DashboardOptions> options)
{
    public const string HeaderName = "X-Admin-Token";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!options.Value.RequireToken || IsOpen(context) || await IsAdminAsync(context))
        {
            await next(context);
            return;
        }

        // No reason given: an absent and a wrong token look the same.
        context.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
            await new RazorComponentResult<SignInPage> { StatusCode = StatusCodes.Status401Unauthorized }.ExecuteAsync(context);
        else
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
    }

    private static bool IsOpen(HttpContext context) =>
        context.GetEndpoint()?.Metadata is { } metadata
        && (metadata.GetMetadata<StaticAssetDescriptor>() is not null || metadata.GetMetadata<SignIn>() is not null);

    private async Task<bool> IsAdminAsync(HttpContext context)
    {
        if (AdminToken.Matches(context.Request.Headers[HeaderName], options.Value.AdminToken)) return true;
        var ticket = await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return ticket.Succeeded
            && options.Value.AdminToken is { Length: > 0 } token
            && ticket.Principal.FindFirst(SignIn.StampClaim)?.Value == AdminToken.Stamp(token);
    }
}
