using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.ServiceDiscovery;
using TokenPak.Contracts;
using TokenPak.Contracts.Compilation;
using TokenPak.Gateway.Configuration;

namespace TokenPak.Gateway.Compilation;

internal static class CompilationExtensions
{
    public static void AddCompilation(this IHostApplicationBuilder builder)
    {
        // In TokenPak.Local the compiler itself is registered already.
        if (builder.Services.All(d => d.ServiceType != typeof(IPromptCompiler)))
        {
            // Held for the life of the process: connections are renewed below it, and no call outlives the gate's patience by much.
            builder.Services.AddHttpClient<IPromptCompiler, HttpPromptCompiler>(client =>
                {
                    client.BaseAddress = new Uri($"http://{ResourceNames.Compiler}");
                    client.Timeout = TimeSpan.FromSeconds(30);
                    client.MaxResponseContentBufferSize = HttpPromptCompiler.MaxSmallAnswer;
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

        builder.Services.TryAddSingleton(services =>
        {
            var options = services.GetRequiredService<IOptions<CompilationOptions>>().Value;
            var time = services.GetRequiredService<TimeProvider>();
            return new CompilerGate(
                services.GetRequiredService<IPromptCompiler>(), CompilerGate.CreateBreaker(options, time), TimeSpan.FromSeconds(options.DeadlineSeconds), time,
                services.GetRequiredService<ILogger<CompilerGate>>());
        });
        builder.Services.TryAddSingleton<RequestCompilation>();
    }
}
