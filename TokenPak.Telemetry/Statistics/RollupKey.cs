using System.Linq.Expressions;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Statistics;

/// <summary>What totals are summed by, in the database and in memory.</summary>
internal sealed class RollupKey<TKey>(Expression<Func<PeriodTotals, TKey>> expression) where TKey : notnull
{
    public Expression<Func<PeriodTotals, TKey>> Expression { get; } = expression;

    public Func<PeriodTotals, TKey> Of { get; } = expression.Compile();
}
