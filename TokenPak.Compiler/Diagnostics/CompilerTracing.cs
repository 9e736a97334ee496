using System.Diagnostics;
using TokenPak.Compression.Engine;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Compiler.Diagnostics;

/// <summary>Spans of a compilation: the whole, the scan of the body, the look into the second level, the engine's run with its groups of stages, and the vault.</summary>
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

    public static Activity? StartVault() => Source.StartActivity("vault");

    public static Activity? StartEngine() => Source.StartActivity("compress");

    public static void Describe(Activity? span, VaultInjection? added)
    {
        if (span is not { IsAllDataRequested: true } || added is null) return;
        span.SetTag("tokenpak.vault.tokens", added.Tokens);
        span.SetTag("tokenpak.vault.messages", added.Messages);
        span.SetTag("tokenpak.vault.messages.sent_before", added.MessagesSentBefore);
    }

    /// <summary>What the engine did, on its own span: savings by stage, and what the cache knew. Below it the groups of stages.</summary>
    public static void Describe(Activity? span, CompressionResult result, StageGroupTimes? times)
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

        if (times is not null) AddGroups(span, result, times);
    }

    /// <summary>The groups take turns, block by block: each has one span as long as its work took together, one behind the other.</summary>
    private static void AddGroups(Activity parent, CompressionResult result, StageGroupTimes times)
    {
        var start = parent.StartTimeUtc;
        foreach (var group in Enum.GetValues<StageGroup>())
        {
            if (times.Known(group) + times.Made(group) == 0) continue;
            using var span = Source.StartActivity(NameOf(group), ActivityKind.Internal, parent.Context, startTime: start);
            if (span is null) continue;
            span.SetTag("tokenpak.cache.hits", times.Known(group));
            span.SetTag("tokenpak.cache.misses", times.Made(group));
            span.SetTag("tokenpak.tokens.saved", result.Stages.Where(stage => GroupOf(stage.Stage) == group).Sum(stage => stage.TokensSaved));
            start += times.Spent(group);
            span.SetEndTime(start);
        }
    }

    private static string NameOf(StageGroup group) => group switch
    {
        StageGroup.Block => "stages",
        StageGroup.Repeat => "repeat",
        _ => "lossy stages",
    };

    private static StageGroup GroupOf(string stage) => stage == "repeat" ? StageGroup.Repeat : RecoverableStages.Has(stage) ? StageGroup.Lossy : StageGroup.Block;
}
