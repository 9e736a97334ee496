using System.Globalization;
using TokenPak.Compression.Documents;
using TokenPak.Compression.ProviderCaches;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Tokens;

namespace TokenPak.Compression.Engine;

/// <summary>
/// Compresses request bodies by replacing string values. Deterministic and without state: the same request gives the same bytes on any machine,
/// with any cache (docs/compression.md).
/// </summary>
public sealed class CompressionEngine
{
    private readonly TokenCounter _counter;
    private readonly BlockLadder _ladder;
    private readonly LossyLadder _lossy;

    /// <summary>An engine on the default encoding; loads it, which takes a moment.</summary>
    public CompressionEngine()
    {
        _counter = TokenCounter.For(TokenEncoding.O200kBase);
        _ladder = new BlockLadder(_counter);
        _lossy = new LossyLadder(_counter);
    }

    /// <summary>Counts tokens as the engine does.</summary>
    public TokenCounter Counter => _counter;

    /// <summary>The policy id of a mode.</summary>
    public static string PolicyId(CompressionMode mode) => PolicyId(StageCatalog.Policy(mode));

    /// <summary>The stages' names.</summary>
    public static IReadOnlyList<string> StageNames => StageId.Names;

    /// <summary>Scans a body. Never throws on a body's account.</summary>
    public static CompressionPlan Plan(CompressionRequest request)
    {
        var stages = StageChoice.Of(request);
        var policy = StageCatalog.Policy(stages);
        var policyId = PolicyId(policy);
        var body = request.Body.Span;
        if (body.Length > EngineLimits.MaxBodyBytes) return new CompressionPlan(request, policyId, ScanFailure.Oversized);
        var document = PromptScanner.Scan(body, request.Dialect, out var failure);
        if (document is null) return new CompressionPlan(request, policyId, failure);
        if (TextBytes(document) > EngineLimits.MaxTextBytes) return new CompressionPlan(request, policyId, ScanFailure.Oversized);

        return new CompressionPlan(request, policyId, null)
        {
            Document = document,
            Keys = new DecisionKeys(request.Tenant, policy),
            Cache = CacheOf(request, document),
            Stages = stages,
            LooksBack = stages.LooksBack && !document.MayDropHistory,
            Loss = LossScope.Of(request, document, stages),
        };
    }

    /// <summary>Decides every block of a scanned body.</summary>
    /// <param name="plan">The scanned body.</param>
    /// <param name="cache">Where decisions are found and kept.</param>
    /// <param name="wholeNewest">Whether blocks after the last assistant message lose nothing: their originals could not be kept. Those before it keep their form.</param>
    /// <param name="times">Where the time goes; nobody wants to know where null.</param>
    public CompressionResult Compress(CompressionPlan plan, IDecisionCache cache, bool wholeNewest = false, StageGroupTimes? times = null)
    {
        if (plan.Document is null) return new CompressionResult { Untouched = plan.Untouched, PolicyId = plan.PolicyId };
        return new CompressionRun(plan, plan.Document, cache, _counter, _ladder, _lossy, wholeNewest, times).Run();
    }

    /// <summary>Scans and decides in one call.</summary>
    public CompressionResult Compress(CompressionRequest request, IDecisionCache? cache = null) =>
        Compress(Plan(request), cache ?? NoDecisionCache.Instance);

    private static string PolicyId(UInt128 policy) => policy.ToString("x32", CultureInfo.InvariantCulture)[..16];

    private static long TextBytes(PromptDocument document)
    {
        long total = 0;
        foreach (ref readonly var block in document.Blocks)
        {
            if (block.Kind != BlockKind.Opaque) total += block.Range.Length;
        }

        return total;
    }

    /// <summary>I8: Anthropic caches where it is asked to, the others by themselves.</summary>
    private static CacheRule? CacheOf(CompressionRequest request, PromptDocument document)
    {
        var asks = request.Provider.Equals("anthropic", StringComparison.OrdinalIgnoreCase);
        if (asks && !document.HasCacheMarker) return null;
        var model = document.Model.Exists ? System.Text.Encoding.UTF8.GetString(document.Model.In(request.Body.Span)) : request.Model;
        return CacheRules.For(request.Provider, model);
    }
}
