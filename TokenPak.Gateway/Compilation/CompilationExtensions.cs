using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TokenPak.Contracts.Compilation;
using TokenPak.Gateway.Configuration;

namespace TokenPak.Gateway.Compilation;

internal static class CompilationExtensions
{
    public static void AddCompilation(this IHostApplicationBuilder builder)
    {
        builder.AddCompilerClient<IPromptCompiler, HttpPromptCompiler>(client =>
        {
            // No call outlives the gate's patience by much.
            client.Timeout = TimeSpan.FromSeconds(30);
            client.MaxResponseContentBufferSize = HttpPromptCompiler.MaxSmallAnswer;
        });

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
