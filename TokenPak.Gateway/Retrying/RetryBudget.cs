using Microsoft.Extensions.Options;

namespace TokenPak.Gateway.Retrying;

/// <summary>Each request earns a share of a retry, each retry spends a whole one.</summary>
internal sealed class RetryBudget(IOptions<RetryOptions> options)
{
    private const long Whole = 1_000_000;

    private readonly long _share = (long)(options.Value.BudgetRatio * Whole);
    private readonly long _most = options.Value.BudgetReserve * Whole;
    private long _saved = options.Value.BudgetReserve * Whole;

    public void Earn()
    {
        var saved = Interlocked.Read(ref _saved);
        while (saved < _most)
        {
            var seen = Interlocked.CompareExchange(ref _saved, Math.Min(_most, saved + _share), saved);
            if (seen == saved) return;
            saved = seen;
        }
    }

    public bool TrySpend()
    {
        var saved = Interlocked.Read(ref _saved);
        while (saved >= Whole)
        {
            var seen = Interlocked.CompareExchange(ref _saved, saved - Whole, saved);
            if (seen == saved) return true;
            saved = seen;
        }

        return false;
    }
}
