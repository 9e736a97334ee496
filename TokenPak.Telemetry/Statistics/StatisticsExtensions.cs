using TokenPak.Contracts.Statistics;

namespace TokenPak.Telemetry.Statistics;

/// <summary>Registers <see cref="IStatistics"/> over the store.</summary>
internal static class StatisticsExtensions
{
    public static void AddStatistics(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TotalsCache>();
        builder.Services.AddSingleton<StagesCache>();
        builder.Services.AddSingleton<HistogramCache>();
        builder.Services.AddSingleton<HoldoutCache>();
        builder.Services.AddSingleton<PeriodUsage>();
        builder.Services.AddSingleton<TotalsQuery>();
        builder.Services.AddSingleton<SeriesQuery>();
        builder.Services.AddSingleton<BreakdownQuery>();
        builder.Services.AddSingleton<IStatistics, StoreStatistics>();
    }
}
