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
            p { margin: 0; color: light-dark(#b3211b, #ff8a80); }
            h1 { margin: 0; font-size: 1.5rem; }
            form { display: grid; gap: .75rem; width: min(22rem, 90vw); }
            input, button { font: inherit; padding: .6rem .75rem; border-radius: .4rem; border: 1px solid light-dark(#8b9794, #5d6b68); }
            button { background: #0b6e66; color: #fff; border-color: transparent; cursor: pointer; }
          </style>
        </head>
        <body>
          <form method="post" action="/dashboard/sign-in">
            <h1>TokenPak</h1>
            <!--notice-->
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

    public static Task WriteAsync(HttpContext context, int status, string? notice = null)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
        return context.Response.WriteAsync(Html.Replace("<!--notice-->", notice is null ? "" : $"<p role=\"alert\">{notice}</p>", StringComparison.Ordinal), context.RequestAborted);
    }

    private static async Task SignInAsync(HttpContext context)
    {
        var admin = context.RequestServices.GetRequiredService<AdminAccess>();
        var wrongTokens = context.RequestServices.GetRequiredService<WrongTokens>();
        var address = context.Connection.RemoteIpAddress;
        if (!wrongTokens.MayTry(address))
        {
            context.Response.Headers.RetryAfter = "30";
            await WriteAsync(context, StatusCodes.Status429TooManyRequests, "Too many wrong tokens came from this address. Try again in a while.");
            return;
        }

        if (!context.Request.HasFormContentType || context.Request.ContentLength is not <= MaxForm || !admin.IsToken((await context.Request.ReadFormAsync(context.RequestAborted))["token"].ToString()))
        {
            await wrongTokens.RefuseAsync(address, context.RequestAborted);
            await WriteAsync(context, StatusCodes.Status401Unauthorized, "That did not open it. Check the token.");
            return;
        }

        admin.SignIn(context);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/dashboard";
    }
}
