using TokenPak.Compiler.Caching;
using TokenPak.Compression.Engine;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Compiler.Compilation;

/// <summary>The engine behind the contract, with its caches.</summary>
internal sealed class PromptCompiler(EngineHost host, BlockCache cache, SecondLevel secondLevel) : IPromptCompiler
{
    private long _repeatHits;

    public async ValueTask<CompileResult> CompileAsync(CompileRequest request, CancellationToken cancellationToken)
    {
        if (request.Mode == CompilationMode.Off) return CompileResult.Untouched("off");

        var engine = await host.GetAsync(cancellationToken);
        var plan = CompressionEngine.Plan(request.ToEngine());
        var view = new RequestCache(cache);
        await secondLevel.PrefetchAsync(plan, cache);
        cancellationToken.ThrowIfCancellationRequested();

        var result = engine.Compress(plan, view);
        secondLevel.Publish(view.Made);
        foreach (var stage in result.Stages)
        {
            if (stage.Stage == "repeat") Interlocked.Add(ref _repeatHits, stage.Blocks);
        }

        return result.ToContract();
    }

    public async ValueTask<int> CountTokensAsync(ReadOnlyMemory<byte> utf8Text, CancellationToken cancellationToken) =>
        (await host.GetAsync(cancellationToken)).Counter.CountUtf8(utf8Text.Span);

    public ValueTask<CompilerStatus> GetStatusAsync(CancellationToken cancellationToken) => new(cache.Describe() with
    {
        SecondLevelAvailable = secondLevel.IsAvailable,
        RepeatHits = Interlocked.Read(ref _repeatHits),
        PolicyId = CompressionEngine.PolicyId(CompressionMode.Full),
    });
}
