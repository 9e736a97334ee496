using TokenPak.Contracts.Statistics;

namespace TokenPak.Local.Running;

/// <summary>Statistics lag traffic by up to a second, more on a busy machine: reads until the rows are there and two readings agree.</summary>
internal static class SessionRows
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>How long to wait for rows that are known to come, and for any where that is not known.</summary>
    private static readonly TimeSpan CertainLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan UncertainLimit = TimeSpan.FromSeconds(5);

    /// <param name="client">Whom to ask.</param>
    /// <param name="session">The client session.</param>
    /// <param name="expected">Rows that must come; null where nobody knows.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The rows; null where the statistics are away.</returns>
    public static async Task<IReadOnlyList<RequestRow>?> SettledAsync(LocalClient client, string session, int? expected, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        var limit = expected is null ? UncertainLimit : CertainLimit;
        var rows = await client.GetSessionRowsAsync(session, cancellationToken);
        using var timer = new PeriodicTimer(Interval, time);
        while (rows is not null && await timer.WaitForNextTickAsync(cancellationToken))
        {
            var next = await client.GetSessionRowsAsync(session, cancellationToken);
            var settled = next is null || (next.Count == rows.Count && next.Count >= (expected ?? 1));
            rows = next;
            if (settled || time.GetElapsedTime(start) >= limit) return rows;
        }

        return rows;
    }
}
