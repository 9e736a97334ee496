using TokenPak.Contracts.Statistics;

namespace TokenPak.Local.Hosting;

/// <summary>Opens a session at each start, before the server listens. Requests pass without statistics, so a store that is away stops nothing.</summary>
internal sealed partial class SessionAtStart(IStatistics statistics, ILogger<SessionAtStart> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await statistics.StartSessionAsync(cancellationToken);
        }
        catch (StatisticsUnavailableException)
        {
            LogNoSession();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 5001, Level = LogLevel.Warning, Message = "The statistics store is away: no session was opened")]
    private partial void LogNoSession();
}
