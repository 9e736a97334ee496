using TokenPak.Contracts.Events;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Diagnostics;

/// <summary>One call of a provider, over and described: what its span and its metrics say.</summary>
internal sealed record ProviderCall
{
    public required string Operation { get; init; }

    public required string Provider { get; init; }

    /// <summary>The model as the client wrote it: for spans alone.</summary>
    public required string? Model { get; init; }

    /// <summary>The model out of a bounded set: for metrics and span names.</summary>
    public required string BoundedModel { get; init; }

    /// <summary>Null on success. Never a text of the provider's.</summary>
    public required string? ErrorType { get; init; }

    public required TokenUsage? Usage { get; init; }

    public static ProviderCall Of(Exchange exchange, ModelNames models)
    {
        var error = ErrorOf(exchange);
        var model = exchange.Model;
        return new ProviderCall
        {
            Operation = GenAi.OperationOf(exchange.Match),
            Provider = GenAi.ProviderOf(exchange.Upstream.Provider),
            Model = Short(model),
            BoundedModel = models.Bounded(model, error is null),
            ErrorType = error,

            // Counting tokens is free of charge: what it says was not used.
            Usage = GenAi.IsModelOperation(exchange.Match) ? exchange.Response?.Collector.Usage() : null,
        };
    }

    public static string? Short(string? text) => text is null || text.Length <= 200 ? text : text[..200];

    /// <summary>Few values: TokenPak's own words and status codes. What a provider calls its error is in the event.</summary>
    private static string? ErrorOf(Exchange exchange) => exchange.Outcome switch
    {
        RequestOutcome.ClientCancelled => "client_cancelled",
        RequestOutcome.UpstreamAborted => "upstream_aborted",
        RequestOutcome.UpstreamUnavailable or RequestOutcome.Rejected => exchange.ErrorType ?? "upstream_unavailable",
        _ => exchange.StatusCode >= 400 ? exchange.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
    };
}
