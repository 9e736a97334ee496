using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace TokenPak.Dashboard.Protection;

/// <summary>The dashboard's own sign-in: exchanges the admin token for a cookie. Also the metadata that marks its endpoint as open.</summary>
internal sealed class SignIn
{
    public const string StampClaim = "token_stamp";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "tokenpak-dashboard";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Lifetime;
        options.SlidingExpiration = true;
    }

    public static async Task<IResult> HandleAsync(HttpContext context, [FromForm] string? token, IOptions<DashboardOptions> options)
    {
        if (!AdminToken.Matches(token, options.Value.AdminToken))
        {
            context.Response.Headers.CacheControl = "no-store";
            return new RazorComponentResult<SignInPage>(new { Refused = true }) { StatusCode = StatusCodes.Status401Unauthorized };
        }

        var identity = new ClaimsIdentity(
            [new Claim(StampClaim, AdminToken.Stamp(options.Value.AdminToken ?? ""))], CookieAuthenticationDefaults.AuthenticationScheme);
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity));
        return TypedResults.LocalRedirect($"{context.Request.PathBase}/");
    }
}
