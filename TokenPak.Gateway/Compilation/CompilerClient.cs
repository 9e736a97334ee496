using Microsoft.Extensions.ServiceDiscovery;
using TokenPak.Contracts;

namespace TokenPak.Gateway.Compilation;

/// <summary>HTTP to the compiler service.</summary>
internal static class CompilerClient
{
    /// <summary>For what is not on the request path of a provider.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void AddCompilerClient<TContract, TClient>(this IHostApplicationBuilder builder, Action<HttpClient>? configure = null) where TContract : class where TClient : class, TContract
    {
        // In TokenPak.Local the compiler itself is registered already.
        if (builder.Services.Any(d => d.ServiceType == typeof(TContract))) return;

        // Held for the life of the process: connections are renewed below it.
        builder.Services.AddHttpClient<TContract, TClient>(client =>
            {
                client.BaseAddress = new Uri($"http://{ResourceNames.Compiler}");
                client.Timeout = Patience;
                configure?.Invoke(client);
            })
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
                handler.AllowAutoRedirect = false;
                handler.UseCookies = false;
                handler.UseProxy = false;
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .AddHttpMessageHandler(services => new ReplicaHandler(services.GetRequiredService<ServiceEndpointResolver>()));
    }

    /// <summary>Answers 503 in place of an exception where the compiler, or the store behind it, is away.</summary>
    public static async ValueTask<object?> AwayAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception) when (!context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            context.HttpContext.Response.Headers.RetryAfter = "5";
            await Errors.ProviderEnvelope.WriteErrorAsync(context.HttpContext, StatusCodes.Status503ServiceUnavailable, Errors.ErrorTypes.Unavailable, "The compiler is away; try again soon.");
            return Results.Empty;
        }
    }
}
