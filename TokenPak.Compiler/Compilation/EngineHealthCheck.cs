using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TokenPak.Compiler.Compilation;

/// <summary>Ready once the engine is warm. Redis does not count: without it decisions are made anew.</summary>
internal sealed class EngineHealthCheck(EngineHost host) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(host.IsWarm switch
    {
        true => HealthCheckResult.Healthy(),
        null => HealthCheckResult.Unhealthy("The engine is warming up."),
        _ => HealthCheckResult.Unhealthy("The engine could not be loaded."),
    });
}
