using TokenPak.Compiler.Caching;
using TokenPak.Compiler.Diagnostics;
using TokenPak.Compiler.Originals;
using TokenPak.Compiler.Vault.Injection;
using TokenPak.Compression.Engine;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Vault;

namespace TokenPak.Compiler.Compilation;

/// <summary>The engine behind the contract, with its caches.</summary>
internal sealed class PromptCompiler(
    EngineHost host, BlockCache cache, SecondLevel secondLevel, VaultInjector vault, IVault overview, OriginalStore originals, LossKeeper loss, CompilerMetrics metrics, TimeProvider time)
    : IPromptCompiler
{
    private long _repeatHits;

    public async ValueTask<CompileResult> CompileAsync(CompileRequest request, CancellationToken cancellationToken)
    {
        if (request.Mode == CompilationMode.Off) return CompileResult.Untouched("off");

        using var span = CompilerTracing.StartCompile(request);
        var engine = await host.GetAsync(cancellationToken);
        var plan = Scan(request);
        var tenant = BlockKey.TenantOf(request.Tenant);
        var view = new RequestCache(cache, tenant);
        var turns = vault.Begin(plan);
        view.Prefetch = await secondLevel.PrefetchAsync(plan, cache, tenant, turns?.Unknown ?? []);
        cancellationToken.ThrowIfCancellationRequested();

        var made = Run(engine, plan, view, wholeNewest: false);
        if (!await loss.KeepAsync(plan, made, cancellationToken)) made = Run(engine, plan, view, wholeNewest: true);
        var result = Counted(made);
        if (turns is not null)
        {
            turns.Learn(view.Prefetch.Memos);
            using var adding = CompilerTracing.StartVault();
            result = vault.Apply(turns, request, result, engine.Counter);
            CompilerTracing.Describe(adding, result.Vault);
        }

        secondLevel.Publish(view, turns?.ToWrite ?? []);
        span?.SetTag("tokenpak.cache.second_level.asked", view.Prefetch.Asked);
        span?.SetTag("tokenpak.cache.second_level.hits", view.Prefetch.Hits);
        return result;
    }

    public async ValueTask<int> CountTokensAsync(ReadOnlyMemory<byte> utf8Text, CancellationToken cancellationToken) =>
        (await host.GetAsync(cancellationToken)).Counter.CountUtf8(utf8Text.Span);

    public async ValueTask<CompilerStatus> GetStatusAsync(CancellationToken cancellationToken) => cache.Describe() with
    {
        SecondLevelAvailable = await secondLevel.IsAvailableAsync(cancellationToken),
        RepeatHits = Interlocked.Read(ref _repeatHits),
        PolicyId = CompressionEngine.PolicyId(CompressionMode.Full),
        Vault = await overview.GetOverviewAsync(cancellationToken),
        Originals = originals.State,
    };

    private CompressionPlan Scan(CompileRequest request)
    {
        using var span = CompilerTracing.StartScan();
        return CompressionEngine.Plan(request.ToEngine(request.Mode == CompilationMode.Aggressive ? loss.TermsFor(request.Tenant) : null));
    }

    private CompressionResult Run(CompressionEngine engine, CompressionPlan plan, RequestCache view, bool wholeNewest)
    {
        using var span = CompilerTracing.StartEngine();
        var start = time.GetTimestamp();
        var times = span is { IsAllDataRequested: true } ? new StageGroupTimes(time) : null;
        var result = engine.Compress(plan, view, wholeNewest, times);
        metrics.RecordEngine(time.GetElapsedTime(start));
        CompilerTracing.Describe(span, result, times);
        return result;
    }

    private CompileResult Counted(CompressionResult result)
    {
        foreach (var stage in result.Stages)
        {
            if (stage.Stage == "repeat") Interlocked.Add(ref _repeatHits, stage.Blocks);
        }

        return result.ToContract();
    }
}
