using TokenPak.Contracts.Events;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Ingestion;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Pricing;

/// <summary>The lines behind a stored cost: priced again by the same table. Where that gives another cost than the stored one, the table has changed, and there are no lines.</summary>
internal sealed class ReceiptPrices(PriceTable prices)
{
    public ReceiptPrice Of(RequestRecord r)
    {
        var price = new ReceiptPrice { CostUsd = Money.ToDollars(r.CostNanos), Subscription = r.Subscription, ServiceTier = r.ServiceTier, Model = r.PriceModel, Basis = "unknown" };
        if (r.CostNanos is null) return price;
        if (r.UsageSource == UsageSource.Ingested) return price with { Basis = "given" };
        if (r.Outcome == RequestOutcome.Rejected || !RequestTypes.ReachModel(r.RequestType)) return price with { Basis = "free" };

        var usage = Usage(r);
        if (prices.Find(r.Model, r.ResponseModel, r.Timestamp) is not { } row || row.RatesFor(usage.ServiceTier, usage.InputTokens ?? 0) is not { } rates
            || UsageCost.Lines(usage, rates) is not { } lines || Money.ToNanos(lines.Sum(l => l.CostUsd)) != r.CostNanos)
        {
            return price with { Basis = "repriced" };
        }

        return price with { Basis = "lines", Model = row.Models[0], Sources = row.Sources, Read = row.Read == DateOnly.MinValue ? null : row.Read, Lines = lines };
    }

    private static TokenUsage Usage(RequestRecord r) => new()
    {
        UncachedInputTokens = r.UncachedInputTokens,
        CacheReadTokens = r.CacheReadTokens,
        CacheCreationTokens = r.CacheCreationTokens,
        CacheCreation1hTokens = r.CacheCreation1hTokens,
        OutputTokens = r.OutputTokens,
        ReasoningTokens = r.ReasoningTokens,
        AudioInputTokens = r.AudioInputTokens,
        AudioOutputTokens = r.AudioOutputTokens,
        ServiceTier = r.ServiceTier,
    };
}
