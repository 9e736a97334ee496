using System.Diagnostics;
using TokenPak.Compression.Engine;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Compiler.Diagnostics;

/// <summary>Spans of a compilation: the whole, the scan of the body, the look into the second level, and the engine's run.</summary>
internal static class CompilerTracing
{
    public const string SourceName = "TokenPak.Compiler";

    private static readonly ActivitySource Source = new(SourceName);

    public static Activity? StartCompile(CompileRequest request)
    {
        if (Source.StartActivity("compile") is not { IsAllDataRequested: true } span) return null;
        span.SetTag("tokenpak.dialect", request.Dialect.ToString());
        span.SetTag("tokenpak.mode", request.Mode.ToWireName());
        span.SetTag("tokenpak.request.bytes", request.Body.Length);
        return span;
    }

    public static Activity? StartCacheRead(int keys)
    {
        if (Source.StartActivity("MGET", ActivityKind.Client) is not { IsAllDataRequested: true } span) return null;
        span.SetTag("db.system.name", "redis");
        span.SetTag("db.operation.name", "MGET");
        span.SetTag("tokenpak.cache.second_level.asked", keys);
        return span;
    }

    public static Activity? StartScan() => Source.StartActivity("scan");

    public static Activity? StartEngine() => Source.StartActivity("compress");

    /// <summary>What the engine did, on its own span: savings by stage, and what the cache knew.</summary>
    public static void Describe(Activity? span, CompressionResult result)
    {
        if (span is not { IsAllDataRequested: true }) return;
        span.SetTag("tokenpak.tokens.before", result.TokensBefore);
        span.SetTag("tokenpak.tokens.after", result.TokensAfter);
        span.SetTag("tokenpak.cache.hits", result.CacheHits);
        span.SetTag("tokenpak.cache.misses", result.CacheMisses);
        span.SetTag("tokenpak.replacements", result.Splices.Count);
        span.SetTag("tokenpak.bypass.reason", result.Untouched);
        foreach (var stage in result.Stages)
        {
            span.SetTag($"tokenpak.stage.{stage.Stage}.tokens.saved", stage.TokensSaved);
            span.SetTag($"tokenpak.stage.{stage.Stage}.blocks", stage.Blocks);
        }
    }
}
