using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using TokenPak.Gateway.Breakers;
using TokenPak.Gateway.Diagnostics;
using TokenPak.Gateway.Publishing;
using TokenPak.Gateway.Publishing.Spooling;

namespace TokenPak.Gateway.Statistics;

/// <summary>
/// <c>GET /metrics</c>: the gateway's own counts since start, in Prometheus' text format, under the names that OpenTelemetry's counters get when they are
/// brought there.
/// </summary>
internal static class PrometheusText
{
    public static IResult Write(GatewayCounters counters, EventFlow flow, SpoolState spool, BreakerTable breakers, GatewayInstance instance)
    {
        var text = new StringBuilder();
        Counter(text, "tokenpak_requests_total", "Requests that ended", counters.Requests);
        Counter(text, "tokenpak_request_errors_total", "Requests that failed", counters.Errors);
        Counter(text, "tokenpak_input_tokens_total", "Prompt tokens before compilation, where counted", counters.InputTokens);
        Counter(text, "tokenpak_tokens_saved_total", "Prompt tokens removed", counters.TokensSaved);
        Counter(text, "tokenpak_tokens_total", "Billed tokens, by kind", counters.Tokens);
        Counter(text, "tokenpak_stage_tokens_saved_total", "Prompt tokens removed, by stage", counters.SavedByStage);
        Counter(text, "tokenpak_bypasses_total", "Requests sent in their original bytes although the mode was not off, by reason", counters.Bypasses);
        Counter(text, "tokenpak_retries_total", "Requests sent again since nothing of them can have been billed, by reason", counters.Retries);
        Counter(text, "tokenpak_fallbacks_total", "Requests sent to the next upstream of their rule, by reason", counters.Fallbacks);
        Counter(text, "tokenpak_compile_cache_hits_total", "Block decisions from the compile cache", counters.CacheHits);
        Counter(text, "tokenpak_compile_cache_misses_total", "Block decisions made anew", counters.CacheMisses);
        Counter(text, "tokenpak_cache_breakpoints_total", "Cache markers that were added to requests without any", counters.CacheBreakpoints);
        Counter(text, "tokenpak_cache_breaks_total", "Blocks whose bytes were not those that earlier turns of their conversation sent, and turns that went to another model or upstream, by cause", counters.CacheBreaks);
        Counter(text, "tokenpak_events_published_total", "Events that the bus took", flow.Published);
        Counter(text, "tokenpak_events_lost_total", "Events that never reached the bus", flow.Lost);
        Append(text, "tokenpak_queue_depth", "Events in memory that the bus has not taken yet", "gauge", GatewayMetrics.QueueDepth(flow, spool));
        Append(text, "tokenpak_spool_depth", "Events that wait on disk for the bus", "gauge", spool.EventsWaiting);
        Append(text, "tokenpak_spool_size_bytes", "Bytes of the spool's files", "gauge", spool.Bytes);
        Counter(text, "tokenpak_spool_damaged_total", "Records of the spool that could not be read", spool.DamagedRecords);
        Series(text, "tokenpak_circuit_breaker_state", "Circuit breakers: 0 closed, 1 half open, 2 open", "gauge", breakers.Measure(b => (long)b.State));
        Series(text, "tokenpak_circuit_breaker_openings_total", "How often a circuit breaker opened", "counter", breakers.Measure(b => b.Openings));
        Series(text, "tokenpak_circuit_breaker_failures_total", "Failures of an upstream", "counter", breakers.Measure(b => b.Failures));
        Series(text, "tokenpak_circuit_breaker_rejections_total", "Requests that an open circuit breaker kept from their upstream", "counter", breakers.Measure(b => b.Rejections));
        Append(text, "tokenpak_start_time_seconds", "When the gateway started", "gauge", instance.StartedAt.ToUnixTimeSeconds());
        return Results.Text(text.ToString(), "text/plain; version=0.0.4; charset=utf-8");
    }

    private static void Counter(StringBuilder text, string name, string help, long value) => Append(text, name, help, "counter", value);

    private static void Append(StringBuilder text, string name, string help, string type, long value)
    {
        Head(text, name, help, type);
        text.Append(CultureInfo.InvariantCulture, $"{name} {value}\n");
    }

    private static void Counter(StringBuilder text, string name, string help, LabelledCounter counter) => Series(text, name, help, "counter", counter.Measure());

    private static void Series(StringBuilder text, string name, string help, string type, IEnumerable<Measurement<long>> all)
    {
        Head(text, name, help, type);
        foreach (var series in all)
        {
            text.Append(name).Append('{').AppendJoin(',', Labels(series)).Append('}').Append(CultureInfo.InvariantCulture, $" {series.Value}\n");
        }
    }

    private static void Head(StringBuilder text, string name, string help, string type) => text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}.\n# TYPE {name} {type}\n");

    private static IEnumerable<string> Labels(Measurement<long> series)
    {
        foreach (var (name, value) in series.Tags.ToArray())
        {
            yield return $"{name.Replace('.', '_')}=\"{Escaped((string?)value ?? "")}\"";
        }
    }

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
