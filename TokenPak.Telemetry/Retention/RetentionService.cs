using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Diagnostics;

namespace TokenPak.Telemetry.Retention;

/// <summary>Deletes old rows at start and every hour; replicas do no harm to each other.</summary>
internal sealed class RetentionService(RowDeletion deletion, TimeProvider time, ILogger<RetentionService> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!deletion.IsOn) return;
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                if (await deletion.RunAsync(stoppingToken) is > 0 and var rows) Log.RowsDeleted(logger, rows);
            }
            catch (Exception e) when (StoreFailures.IsStoreFailure(e) && !stoppingToken.IsCancellationRequested)
            {
                Log.RetentionFailed(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
