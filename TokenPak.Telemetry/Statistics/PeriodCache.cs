using Microsoft.EntityFrameworkCore;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Statistics;

/// <summary>
/// What a rollup says of hours and days, kept in memory: of a long period, all but the running hour or day hardly ever changes. What is kept counts only while the
/// period's version in the database stands, so late events, a rebuild and other replicas' rows are seen at once.
/// </summary>
/// <typeparam name="TRow">The rollup's row.</typeparam>
/// <typeparam name="TPart">What is kept of one period; nobody changes it afterwards.</typeparam>
/// <typeparam name="TItem">What it consists of.</typeparam>
/// <param name="most">Items kept, of all periods.</param>
internal abstract class PeriodCache<TRow, TPart, TItem>(int most)
    where TRow : class, IPeriodRow
    where TPart : class, IReadOnlyCollection<TItem>, new()
{
    private readonly Dictionary<(bool IsDay, DateTimeOffset Start), Entry> _entries = [];
    private readonly Lock _lock = new();
    private int _items;

    /// <summary>The hours or days from a time up to another, oldest first; of one that has not changed, what was handed out before.</summary>
    public async Task<IReadOnlyList<TPart>> ReadAsync(TelemetryDbContext db, bool days, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        // The versions first: what changes between the two is kept under a version that no longer stands.
        var versions = await db.PeriodVersions.AsNoTracking().Where(v => v.IsDay == days && v.Start >= from && v.Start < to).ToListAsync(cancellationToken);
        var periods = new SortedDictionary<DateTimeOffset, Entry>();
        var wanted = new Dictionary<DateTimeOffset, Entry>();
        lock (_lock)
        {
            foreach (var version in versions)
            {
                if (!_entries.TryGetValue((days, version.Start), out var entry) || entry.Version != version.Version) wanted[version.Start] = entry = new Entry(version.Version, new TPart());
                periods[version.Start] = entry;
            }
        }

        if (wanted.Count > 0) await FetchAsync(db, days, wanted, cancellationToken);
        return [.. periods.Values.Select(entry => entry.Part)];
    }

    protected abstract IQueryable<TRow> Rows(TelemetryDbContext db, bool days);

    protected abstract void Add(TPart part, TRow row);

    private async Task FetchAsync(TelemetryDbContext db, bool days, Dictionary<DateTimeOffset, Entry> wanted, CancellationToken cancellationToken)
    {
        var (first, last, starts) = (wanted.Keys.Min(), wanted.Keys.Max(), wanted.Keys.ToList());
        var rows = Rows(db, days).AsNoTracking().Where(r => r.Start >= first && r.Start <= last && starts.Contains(r.Start));
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken)) Add(wanted[row.Start].Part, row);
        lock (_lock)
        {
            foreach (var (start, entry) in wanted) Keep((days, start), entry);
        }
    }

    private void Keep((bool IsDay, DateTimeOffset Start) period, Entry entry)
    {
        if (_entries.Remove(period, out var old)) _items -= old.Part.Count;
        if (_items + entry.Part.Count > most)
        {
            _entries.Clear();
            _items = 0;
        }

        _entries[period] = entry;
        _items += entry.Part.Count;
    }

    private sealed record Entry(long Version, TPart Part);
}
