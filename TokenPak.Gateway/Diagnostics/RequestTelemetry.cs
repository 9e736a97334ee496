using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using TokenPak.Contracts.Compilation;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Diagnostics;

/// <summary>Tells OpenTelemetry about each request. Where nobody listens, a request costs a feature look-up and a few counts.</summary>
internal sealed class RequestTelemetry(GatewayMetrics metrics, GatewayCounters counters, ModelNames models, TimeProvider time, ILogger<RequestTelemetry> logger)
{
    /// <summary>Ties log lines and the trace to the request; null where it is not traced.</summary>
    public IDisposable? Begin(HttpContext context, Exchange exchange)
    {
        if (SpanOf(context) is not { } span) return null;
        span.SetTag(RequestScope.Name, exchange.Id.ToString());
        return logger.BeginScope(new RequestScope(exchange.Id));
    }

    /// <summary>Called once a request is over, before its exchange goes on to the publisher.</summary>
    public void Complete(HttpContext context, Exchange exchange)
    {
        if (SpanOf(context) is { } span) GatewayTracing.Describe(span, exchange);
        if (exchange.CompileTime is { } compile && metrics.CompileDuration.Enabled)
        {
            metrics.CompileDuration.Record(compile.TotalSeconds, new("tokenpak.mode", exchange.Mode.ToWireName()), new("tokenpak.dialect", exchange.Match.Dialect.ToString()));
        }

        if (exchange.ForwardStart is not { } start) return;
        var end = time.GetTimestamp();

        // What a compressed answer says of its usage is known a moment after the client has it.
        if (exchange.Response?.FinishAsync() is { IsCompleted: false } decoding) _ = RecordAfterAsync(decoding, exchange, start, end);
        else Record(exchange, start, end);
    }

    private async Task RecordAfterAsync(Task decoding, Exchange exchange, long start, long end)
    {
        await decoding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Record(exchange, start, end);
    }

    private void Record(Exchange exchange, long start, long end)
    {
        var call = ProviderCall.Of(exchange, models);
        if (call.Usage is { } usage) counters.Count(call.Provider, usage);
        GatewayTracing.RecordCall(exchange, call, exchange.Timestamp + time.GetElapsedTime(exchange.Start, start), exchange.Timestamp + time.GetElapsedTime(exchange.Start, end));
        if (exchange.Response?.FirstByte is { } first) metrics.TimeToFirstByte.Record(time.GetElapsedTime(exchange.Start, first).TotalSeconds, new KeyValuePair<string, object?>(GenAi.Provider, call.Provider));
        if (metrics.OperationDuration.Enabled && GenAi.IsModelOperation(exchange.Match)) RecordOperation(exchange, call, start, end);
    }

    private void RecordOperation(Exchange exchange, ProviderCall call, long start, long end)
    {
        var tags = new TagList
        {
            { GenAi.Operation, call.Operation },
            { GenAi.Provider, call.Provider },
            { GenAi.RequestModel, call.BoundedModel },
            { GenAi.ServerAddress, exchange.Upstream.Host },
            { GenAi.ServerPort, exchange.Upstream.Port },
        };
        if (exchange.Response is { IsEventStream: true, FirstByte: { } first }) metrics.TimeToFirstChunk.Record(time.GetElapsedTime(start, first).TotalSeconds, tags);
        if (call.Usage?.InputTokens is { } input) RecordTokens(input, "input", tags);
        if (call.Usage?.OutputTokens is { } output) RecordTokens(output, "output", tags);
        if (call.ErrorType is { } error) tags.Add(GenAi.ErrorType, error);
        metrics.OperationDuration.Record(time.GetElapsedTime(start, end).TotalSeconds, tags);
    }

    private void RecordTokens(long tokens, string type, TagList tags)
    {
        tags.Add(GenAi.TokenType, type);
        metrics.TokenUsage.Record(tokens, tags);
    }

    private static Activity? SpanOf(HttpContext context) => context.Features.Get<IHttpActivityFeature>()?.Activity;
}
