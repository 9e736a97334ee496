using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Statistics;

/// <summary>Client sessions, page by page, the most recently active first: by (last arrival, id), so that no page costs more than another.</summary>
internal static class SessionsPage
{
    public const int Largest = 200;

    public static async Task<SessionUsageList> ReadAsync(TelemetryDbContext db, SessionsQuery query, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(query.Limit, 1, Largest);
        var sessions = Filter(db, query);
        if (query.Cursor is { } cursor)
        {
            if (Read(cursor) is not ({ } last, { } lastId)) return new SessionUsageList { Sessions = [] };
            sessions = sessions.Where(s => s.LastSeen < last || (s.LastSeen == last && string.Compare(s.SessionId, lastId) < 0));
        }

        var page = await sessions.OrderByDescending(s => s.LastSeen).ThenByDescending(s => s.SessionId).Take(limit + 1).ToListAsync(cancellationToken);
        var more = page.Count > limit;
        if (more) page.RemoveAt(limit);
        var ids = page.Select(s => s.SessionId).ToList();
        var names = await db.SessionHours.AsNoTracking().Where(h => h.SessionId != "" && ids.Contains(h.SessionId))
            .Select(h => new { h.SessionId, h.Provider, h.Model, h.Agent }).Distinct().ToListAsync(cancellationToken);
        var bySession = names.ToLookup(n => n.SessionId, StringComparer.Ordinal);
        return new SessionUsageList
        {
            Sessions =
            [
                .. page.Select(s => new SessionUsage(new[] { s }.Totals())
                {
                    SessionId = KeyedUsage.Name(s.SessionId),
                    StartedAt = s.FirstSeen,
                    LastAt = s.LastSeen,
                    DurationSeconds = (s.LastSeen - s.FirstSeen).TotalSeconds,
                    Turns = s.Turns,
                    Models = Names(bySession[s.SessionId].Select(n => n.Model)),
                    Providers = Names(bySession[s.SessionId].Select(n => n.Provider)),
                    Agents = Names(bySession[s.SessionId].Select(n => n.Agent)),
                }),
            ],
            Next = more ? Write(page[^1]) : null,
        };
    }

    private static IQueryable<ClientSession> Filter(TelemetryDbContext db, SessionsQuery query)
    {
        var sessions = db.ClientSessions.AsNoTracking();
        if (query.Session is { } id) sessions = sessions.Where(s => s.SessionId == id);
        if (query.From is { } from)
        {
            var start = Timestamps.Normalise(from);
            sessions = sessions.Where(s => s.LastSeen >= start);
        }

        if (query.To is { } to)
        {
            var end = Timestamps.Normalise(to);
            sessions = sessions.Where(s => s.FirstSeen < end);
        }

        var (model, provider, agent) = (query.Model, query.Provider, query.Agent);
        if (model is null && provider is null && agent is null) return sessions;
        return sessions.Where(s => db.SessionHours.Any(h => h.SessionId == s.SessionId
            && (model == null || h.Model == model) && (provider == null || h.Provider == provider) && (agent == null || h.Agent == agent)));
    }

    private static string[] Names(IEnumerable<string> names) => [.. names.Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string Write(ClientSession session) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{session.LastSeen.UtcTicks}.{session.SessionId}")));

    private static (DateTimeOffset? Last, string? Id) Read(string cursor)
    {
        if (!Base64Url.IsValid(cursor)) return default;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.Ticks
            ? (new DateTimeOffset(ticks, TimeSpan.Zero), text[(dot + 1)..])
            : default;
    }
}
