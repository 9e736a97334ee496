using Microsoft.AspNetCore.Http;

namespace TokenPak.Gateway.Protection;

/// <summary>A form for the admin token.</summary>
internal static class SignInPage
{
    public const string Path = "/dashboard/sign-in";

    private const int MaxForm = 4096;

    private const string Html = """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>TokenPak – sign in</title>
          <style>
            :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
            body { display: grid; place-items: center; min-height: 90vh; margin: 0; }
            form { display: grid; gap: .75rem; width: min(22rem, 90vw); }
            input, button { font: inherit; padding: .6rem .75rem; border-radius: .4rem; border: 1px solid #8888; }
            button { background: #2457d6; color: #fff; border-color: transparent; cursor: pointer; }
          </style>
        </head>
        <body>
          <form method="post" action="/dashboard/sign-in">
            <h1>TokenPak</h1>
            <label for="token">Admin token</label>
            <input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
            <button type="submit">Sign in</button>
          </form>
        </body>
        </html>
        """;

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, context => WriteAsync(context, StatusCodes.Status200OK));
        app.MapPost(Path, SignInAsync);
    }

    public static Task WriteAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
        return context.Response.WriteAsync(Html, context.RequestAborted);
    }

    private static async Task SignInAsync(HttpContext context)
    {
        var admin = context.RequestServices.GetRequiredService<AdminAccess>();
        if (!context.Request.HasFormContentType || context.Request.ContentLength is not <= MaxForm || !admin.IsToken((await context.Request.ReadFormAsync(context.RequestAborted))["token"].ToString()))
        {
            await WriteAsync(context, StatusCodes.Status401Unauthorized);
            return;
        }

        admin.SignIn(context);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/dashboard";
    }
}
