using System.Reflection;
using Microsoft.Extensions.Options;
using TokenPak.Contracts;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Statistics;
using TokenPak.Gateway.Breakers;
using TokenPak.Gateway.Budgets;
using TokenPak.Gateway.Configuration;
using TokenPak.Gateway.Diagnostics;
using TokenPak.Gateway.Forwarding;
using TokenPak.Gateway.Publishing;
using TokenPak.Gateway.Publishing.Spooling;
using TokenPak.Gateway.Routing;

namespace TokenPak.Gateway.Statistics;

/// <summary>Asks the other parts how they are; one that does not answer soon is away.</summary>
internal sealed class HealthSource(
    IPromptCompiler compiler,
    IStatistics statistics,
    EventPublisher publisher,
    RemoteParts parts,
    EventFlow flow,
    SpoolState spool,
    GatewayCounters counters,
    GatewayInstance instance,
    UpstreamTable upstreams,
    BreakerTable breakers,
    Router router,
    Budget budget,
    BudgetRecorder budgetRecorder,
    IOptions<GatewayOptions> options,
    IOptions<CompilationOptions> compilation,
    TimeProvider time)
{
    /// <summary>All parts are asked at once, so that the answer comes within two seconds whatever is away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private static readonly string Version = typeof(HealthSource).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>The configured mode, by its wire name.</summary>
    public string ModeName { get; } = (CompilationModeNames.TryParse(compilation.Value.Mode, out var mode) ? mode : CompilationMode.Full).ToWireName();

    public async Task<HealthReport> GetAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var asking = AskCompilerAsync(cancellationToken);
        var askingTelemetry = AskTelemetryAsync(cancellationToken);
        var telemetry = parts.IsAliveAsync(ResourceNames.Telemetry, limit.Token);
        var dashboard = parts.IsAliveAsync(ResourceNames.Dashboard, limit.Token);
        var status = await asking;
        var session = await askingTelemetry;
        var degraded = Degraded(status);

        // Telemetry that runs and cannot tell has lost its database.
        if (!await telemetry) degraded.Add(ResourceNames.Telemetry);
        else if (session is null) degraded.Add(ResourceNames.TelemetryDatabase);
        if (!await dashboard) degraded.Add(ResourceNames.Dashboard);
        degraded.AddRange(breakers.Broken);
        var keepsOriginals = status?.Originals is { Enabled: true } && status.SecondLevelAvailable != false;
        return new HealthReport
        {
            Degraded = degraded,
            CompilationMode = ModeName,
            CapsuleAvailable = keepsOriginals,
            Skeleton = new EnabledHealth(ModeName is "aggressive" && keepsOriginals),
            VaultIndex = new VaultHealth(status?.Vault?.Available ?? false, status?.Vault?.Blocks, status?.Vault?.Path),
            Budget = BudgetHealth.Of(budget, budgetRecorder),
            Router = RouterHealth.Of(router),
            Canon = new CanonHealth(ModeName is "full" or "aggressive", status?.RepeatHits),
            StrictValidation = options.Value.StrictValidation,
            UpstreamTimeoutSeconds = options.Value.UpstreamTimeoutSeconds,
            CircuitBreakers = upstreams.Names.Order(StringComparer.Ordinal).ToDictionary(name => name, name => BreakerHealth.Of(breakers[name])),
            Stats = new HealthCounts
            {
                Requests = counters.Requests,
                TokensSaved = counters.TokensSaved,
                InputTokens = counters.InputTokens,
                Errors = counters.Errors,
                CacheHits = counters.CacheHits,
                CacheMisses = counters.CacheMisses,
                CostUsd = session?.TotalCost,
                EventsPublished = flow.Published,
                EventsLost = flow.Lost,
                EventsQueued = GatewayMetrics.QueueDepth(flow, spool),
                EventsSpooled = spool.EventsWaiting,
            },
            Version = Version,
            UptimeSeconds = Math.Round((time.GetUtcNow() - instance.StartedAt).TotalSeconds, 1),
        };
    }

    /// <summary>The parts that are away, as far as the compiler and the bus tell: with the compiler away, nobody knows of its cache.</summary>
    public List<string> Degraded(CompilerStatus? status)
    {
        List<string> degraded = [];
        if (status is null) degraded.Add(ResourceNames.Compiler);
        if (status?.SecondLevelAvailable is false) degraded.Add(ResourceNames.Cache);
        if (!publisher.IsBusAvailable) degraded.Add(ResourceNames.Messaging);
        return degraded;
    }

    /// <summary>Null where the compiler is away.</summary>
    public Task<CompilerStatus?> AskCompilerAsync(CancellationToken cancellationToken) =>
        AskAsync(token => compiler.GetStatusAsync(token).AsTask(), cancellationToken);

    private Task<SessionStatistics?> AskTelemetryAsync(CancellationToken cancellationToken) => AskAsync(statistics.GetSessionAsync, cancellationToken);

    private async Task<T?> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken) where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            limit.CancelAfter(Patience);
            return await ask(limit.Token).WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Away, for whatever reason: the answer says so by name.
            return null;
        }
    }
}
