using TokenPak.Contracts.Statistics;

namespace TokenPak.Local.Running;

/// <summary>Statistics lag traffic by up to a second: reads until two readings agree.</summary>
internal static class SessionRows
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(600);
    private const int MostReadings = 6;

    public static async Task<IReadOnlyList<RequestRow>?> SettledAsync(LocalClient client, string session, CancellationToken cancellationToken)
    {
        var rows = await client.GetSessionRowsAsync(session, cancellationToken);
        using var timer = new PeriodicTimer(Interval);
        for (var reading = 1; reading < MostReadings && await timer.WaitForNextTickAsync(cancellationToken); reading++)
        {
            var next = await client.GetSessionRowsAsync(session, cancellationToken);
            if (next is null || next.Count == rows?.Count) return next;
            rows = next;
        }

        return rows;
    }
}
