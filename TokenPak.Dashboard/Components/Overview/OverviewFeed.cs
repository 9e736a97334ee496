using Microsoft.Extensions.Options;
using TokenPak.Contracts.Statistics;
using TokenPak.Dashboard.Statistics;

namespace TokenPak.Dashboard.Components.Overview;

/// <summary>
/// What one open page shows: read every few seconds while the page is open. A failed reading keeps the last figures and says why they are old.
/// </summary>
internal sealed class OverviewFeed(StatisticsApi api, TimeProvider time, IOptions<DashboardOptions> options) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task? _loop;

    public OverviewStatistics? Statistics { get; private set; }

    public CacheStatistics? Cache { get; private set; }

    public IReadOnlyList<RequestRow>? Recent { get; private set; }

    public ReadingFailure Failure { get; private set; }

    public DateTimeOffset? ReadAt { get; private set; }

    public void Start(Func<Task> changed) => _loop ??= RunAsync(changed);

    public async Task RefreshAsync()
    {
        var statistics = await api.GetOverviewAsync(_stopping.Token);
        Failure = statistics.Failure;
        if (statistics.Value is null) return;

        var recent = await api.GetRecentAsync(_stopping.Token);
        var cache = await api.GetCacheAsync(_stopping.Token);
        Statistics = statistics.Value;
        Recent = recent.Value?.Recent ?? Recent;
        Cache = cache.Value;
        Failure = recent.Failure;
        ReadAt = time.GetUtcNow();
    }

    public async ValueTask DisposeAsync()
    {
        // Twice: by the page when it closes, and by the circuit's scope.
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        if (_loop is not null) await _loop;
        _stopping.Dispose();
    }

    private async Task RunAsync(Func<Task> changed)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.RefreshSeconds), time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await RefreshAsync();
                await changed();
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed.
        }
    }
}
