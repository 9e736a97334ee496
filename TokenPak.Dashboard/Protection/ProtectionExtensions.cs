using Microsoft.AspNetCore.Authentication.Cookies;

namespace TokenPak.Dashboard.Protection;

internal static class ProtectionExtensions
{
    public static void AddAdminProtection(this IServiceCollection services)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(SignIn.Configure);
        services.AddAntiforgery(options => options.SuppressXFrameOptionsHeader = true);
    }

    public static void MapSignIn(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/sign-in", SignIn.HandleAsync).WithMetadata(new SignIn());
}
