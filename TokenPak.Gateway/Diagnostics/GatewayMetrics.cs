using System.Diagnostics.Metrics;
using TokenPak.Gateway.Publishing;
using TokenPak.Gateway.Publishing.Spooling;

namespace TokenPak.Gateway.Diagnostics;

/// <summary>The gateway's instruments. Counts are read from <see cref="GatewayCounters"/> when they are collected; only histograms cost a request anything, where somebody listens.</summary>
internal sealed class GatewayMetrics
{
    public const string MeterName = "TokenPak.Gateway";

    public GatewayMetrics(IMeterFactory meters, GatewayCounters counters, EventFlow flow, SpoolState spool)
    {
        var meter = meters.Create(MeterName);
        TokenUsage = meter.CreateHistogram("gen_ai.client.token.usage", "{token}", "Tokens that a provider reported, by type.", advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = GenAi.TokenBounds });
        OperationDuration = meter.CreateHistogram("gen_ai.client.operation.duration", "s", "Provider calls, to their last byte.", advice: Seconds(GenAi.DurationBounds));
        TimeToFirstChunk = meter.CreateHistogram("gen_ai.client.operation.time_to_first_chunk", "s", "Provider call to the first chunk of a stream.", advice: Seconds(GenAi.FirstChunkBounds));
        CompileDuration = meter.CreateHistogram("tokenpak.compile.duration", "s", "Calls of the compiler, as the gateway waits for them.", advice: Seconds([0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5]));
        TimeToFirstByte = meter.CreateHistogram("tokenpak.time_to_first_byte", "s", "Arrival of a request to the first byte of its answer's body.", advice: Seconds(GenAi.FirstChunkBounds));

        meter.CreateObservableCounter("tokenpak.requests", () => counters.Requests, "{request}", "Requests that ended.");
        meter.CreateObservableCounter("tokenpak.request.errors", () => counters.Errors, "{request}", "Requests that failed.");
        meter.CreateObservableCounter("tokenpak.input.tokens", () => counters.InputTokens, "{token}", "Prompt tokens before compilation, where counted.");
        meter.CreateObservableCounter("tokenpak.tokens.saved", () => counters.TokensSaved, "{token}", "Prompt tokens removed.");
        meter.CreateObservableCounter("tokenpak.tokens", counters.Tokens.Measure, "{token}", "Billed tokens, by kind.");
        meter.CreateObservableCounter("tokenpak.stage.tokens.saved", counters.SavedByStage.Measure, "{token}", "Prompt tokens removed, by stage.");
        meter.CreateObservableCounter("tokenpak.bypasses", counters.Bypasses.Measure, "{request}", "Requests sent in their original bytes although the mode was not off, by reason.");
        meter.CreateObservableCounter("tokenpak.retries", counters.Retries.Measure, "{request}", "Requests sent again since nothing of them can have been billed, by reason.");
        meter.CreateObservableCounter("tokenpak.fallbacks", counters.Fallbacks.Measure, "{request}", "Requests sent to the next upstream of their rule, by reason.");
        meter.CreateObservableCounter("tokenpak.compile.cache.hits", () => counters.CacheHits, "{block}", "Block decisions from the compile cache.");
        meter.CreateObservableCounter("tokenpak.compile.cache.misses", () => counters.CacheMisses, "{block}", "Block decisions made anew.");
        meter.CreateObservableCounter("tokenpak.cache_breaks", counters.CacheBreaks.Measure, "{block}", "Blocks whose bytes were not those that earlier turns of their conversation sent, and turns that went to another model or upstream, by cause.");
        meter.CreateObservableCounter("tokenpak.cache_breakpoints", () => counters.CacheBreakpoints, "{marker}", "Cache markers that were added to requests without any.");
        meter.CreateObservableCounter("tokenpak.events.published", () => flow.Published, "{event}", "Events that the bus took.");
        meter.CreateObservableCounter("tokenpak.events.lost", () => flow.Lost, "{event}", "Events that never reached the bus.");
        meter.CreateObservableGauge("tokenpak.queue.depth", () => QueueDepth(flow, spool), "{event}", "Events in memory that the bus has not taken yet.");
        meter.CreateObservableGauge("tokenpak.spool.depth", () => spool.EventsWaiting, "{event}", "Events that wait on disk for the bus.");
        meter.CreateObservableGauge("tokenpak.spool.size", () => spool.Bytes, "By", "Bytes of the spool's files.");
        meter.CreateObservableGauge("tokenpak.spool.age", () => spool.OldestAge?.TotalSeconds ?? 0, "s", "How long the oldest event in the spool has waited.");
        meter.CreateObservableCounter("tokenpak.spool.damaged", () => spool.DamagedRecords, "{record}", "Records of the spool that could not be read.");
    }

    public Histogram<long> TokenUsage { get; }

    public Histogram<double> OperationDuration { get; }

    public Histogram<double> TimeToFirstChunk { get; }

    public Histogram<double> CompileDuration { get; }

    public Histogram<double> TimeToFirstByte { get; }

    /// <summary>What is under way to the bus and not on disk.</summary>
    public static long QueueDepth(EventFlow flow, SpoolState spool) => Math.Max(0, flow.Accepted + flow.Adopted - flow.Published - flow.Lost - spool.EventsWaiting);

    private static InstrumentAdvice<double> Seconds(double[] bounds) => new() { HistogramBucketBoundaries = bounds };
}
