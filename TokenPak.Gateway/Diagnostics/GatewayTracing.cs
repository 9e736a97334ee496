using System.Diagnostics;
using TokenPak.Contracts.Compilation;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Diagnostics;

/// <summary>Spans of the gateway itself. The server span is ASP.NET Core's, the compiler call's is the HTTP client's.</summary>
internal static class GatewayTracing
{
    public const string SourceName = "TokenPak.Gateway";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>What TokenPak did to a request, on its server span.</summary>
    public static void Describe(Activity span, Exchange exchange)
    {
        if (!span.IsAllDataRequested) return;
        span.SetTag("tokenpak.mode", exchange.Mode.ToWireName());
        span.SetTag("tokenpak.request.type", exchange.Match.RequestType);
        span.SetTag("tokenpak.outcome", exchange.Outcome.ToString());
        if (exchange.Bypass is { } reason) span.SetTag("tokenpak.bypass.reason", reason);
        if (exchange.ErrorType is { } error) span.SetTag(GenAi.ErrorType, error);
        if (exchange.Compiled is not { } compiled) return;
        span.SetTag("tokenpak.tokens.before", compiled.TokensBefore);
        span.SetTag("tokenpak.tokens.after", compiled.TokensAfter);
        span.SetTag("tokenpak.cache.hits", compiled.CacheHits);
        span.SetTag("tokenpak.cache.misses", compiled.CacheMisses);
    }

    /// <summary>
    /// The span of a provider call, made once its usage is known, with the times that the call had. Nothing stands below it: no trace context goes to a
    /// provider.
    /// </summary>
    public static void RecordCall(Exchange exchange, ProviderCall call, DateTimeOffset start, DateTimeOffset end)
    {
        if (exchange.Span == default || !Source.HasListeners()) return;
        var name = call.BoundedModel == LabelledCounter.Other ? call.Operation : $"{call.Operation} {call.BoundedModel}";
        using var span = Source.StartActivity(name, ActivityKind.Client, exchange.Span, startTime: start);
        if (span is null) return;

        span.SetTag(GenAi.Operation, call.Operation);
        span.SetTag(GenAi.Provider, call.Provider);
        span.SetTag(GenAi.RequestModel, call.Model);
        span.SetTag(GenAi.ServerAddress, exchange.Upstream.Host);
        span.SetTag(GenAi.ServerPort, exchange.Upstream.Port);
        span.SetTag(RequestScope.Name, exchange.Id.ToString());
        if (exchange.Response?.Collector is { } answer)
        {
            span.SetTag("http.response.status_code", exchange.StatusCode);
            span.SetTag(GenAi.ResponseModel, ProviderCall.Short(answer.Model));
            if (answer.StopReason is { } reason) span.SetTag(GenAi.FinishReasons, new[] { ProviderCall.Short(reason) });
        }

        if (call.Usage is { } usage)
        {
            span.SetTag(GenAi.InputTokens, usage.InputTokens);
            span.SetTag(GenAi.OutputTokens, usage.OutputTokens);
            span.SetTag(GenAi.CacheReadTokens, usage.CacheReadTokens);
            span.SetTag(GenAi.CacheCreationTokens, usage.CacheCreationTokens);
        }

        if (call.ErrorType is { } error)
        {
            span.SetTag(GenAi.ErrorType, error);
            span.SetStatus(ActivityStatusCode.Error);
        }

        span.SetEndTime(end.UtcDateTime);
    }
}
