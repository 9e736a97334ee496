using TokenPak.Contracts.Events;
using TokenPak.Telemetry.Ingestion;

namespace TokenPak.Telemetry.Pricing;

/// <summary>Prices an event.</summary>
internal sealed class RequestPricer(PriceTable prices)
{
    public RequestPrice Price(RequestCompleted e)
    {
        // Never sent, or to an endpoint that providers do not bill: known to cost nothing, and to have saved nothing.
        if (e.Outcome == RequestOutcome.Rejected || !RequestTypes.ReachModel(e.RequestType)) return new RequestPrice(null, 0, 0, 0);

        var row = prices.Find(e.Model, e.ResponseModel, e.Timestamp);
        var sent = e.Usage?.InputTokens;
        var cost = row is not null && e.Usage is { } usage && row.RatesFor(usage.ServiceTier, sent ?? 0) is { } rates ? UsageCost.Of(usage, rates) : null;
        return new RequestPrice(cost is null ? null : row?.Models[0], cost, Gross(e, row, sent), Breaks(e, row, sent));
    }

    /// <summary>Removed tokens at the rates of the prompt that they were part of: it may have been over the long-context limit.</summary>
    private static decimal? Gross(RequestCompleted e, ModelPrice? row, long? sent)
    {
        if (e.Removed is not { } removed) return e.TokensBefore > e.TokensAfter ? null : 0;
        var original = (sent ?? 0) + removed.FirstSent + removed.Resent;
        return row?.RatesFor(e.Usage?.ServiceTier, original) is { } rates ? SavedCost.Gross(removed, e.Usage, rates) : null;
    }

    private static decimal? Breaks(RequestCompleted e, ModelPrice? row, long? sent)
    {
        // The client's own change of model would have cost the same without TokenPak.
        if (e.CacheBreaks == 0 || e.CacheBreakCause == CacheBreakCauses.Model) return 0;
        return row?.RatesFor(e.Usage?.ServiceTier, sent ?? 0) is { } rates ? SavedCost.CacheBreaks(e.Usage, rates) : null;
    }
}
