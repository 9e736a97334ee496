using TokenPak.Gateway.Publishing;
using TokenPak.Telemetry;

namespace TokenPak.Local.Hosting;

/// <summary>
/// Waits at the end until the events of the last requests are stored: the in-memory bus forgets what it still holds. Started last and so stopped
/// first, right after the server: publisher, bus and consumer still run.
/// </summary>
internal sealed partial class EventDrain(EventFlow flow, TelemetryProgress progress, TimeProvider time, ILogger<EventDrain> logger) : IHostedService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private bool IsDone => flow.IsIdle && progress.Handled >= flow.Published;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (IsDone) return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (!IsDone) await timer.WaitForNextTickAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            LogLeft(flow.Accepted - progress.Handled);
        }
    }

    [LoggerMessage(EventId = 5004, Level = LogLevel.Warning, Message = "{Count} events could not be stored before the end")]
    private partial void LogLeft(long count);
}
