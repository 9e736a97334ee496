using System.Globalization;
using TokenPak.Contracts.Statistics;

namespace TokenPak.Local.Running;

/// <summary>What an agent's run saved, in two lines.</summary>
internal static class SavingsReport
{
    public static string Of(IReadOnlyList<RequestRow>? rows)
    {
        if (rows is null) return "TokenPak: the statistics are away, so what was saved is not known.";
        if (rows.Count == 0) return "TokenPak: no request came through. Does the agent use another login or base URL? `tokenpak doctor` checks.";

        var raw = rows.Sum(row => row.InputTokensRaw ?? 0);
        var saved = rows.Sum(row => row.TokensSaved);
        var share = raw > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({(double)saved / raw:P1})") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"TokenPak: {rows.Count:N0} requests, {saved:N0} of {raw:N0} prompt tokens saved{share}; {Cost(rows)}.");
    }

    private static string Cost(IReadOnlyList<RequestRow> rows)
    {
        var priced = rows.Where(row => row.Cost is not null).ToArray();
        if (priced.Length == 0) return "cost unknown (no price for the model)";
        var label = priced.All(row => row.Subscription) ? "at list prices, on a subscription" : "at list prices";
        var unknown = rows.Count - priced.Length;
        var rest = unknown > 0 ? string.Create(CultureInfo.InvariantCulture, $", {unknown:N0} requests without a known price") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"cost ${priced.Sum(row => row.Cost ?? 0):0.0000}, saved ${priced.Sum(row => row.CostSaved ?? 0):0.0000} {label}{rest}");
    }
}
