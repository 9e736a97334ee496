using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TokenPak.Compiler.Compilation;

/// <summary>Ready once the tokenizer's tables are there. Redis does not count: without it decisions are made anew.</summary>
internal sealed class EngineHealthCheck(EngineHost host) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(host.IsLoaded switch
    {
        true => HealthCheckResult.Healthy(),
        null => HealthCheckResult.Unhealthy("The tokenizer is loading."),
        _ => HealthCheckResult.Unhealthy("The tokenizer could not be loaded."),
    });
}
