using System.Globalization;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Statistics;

/// <summary>The filters of <c>/recent</c> as conditions; paging is by (arrival, id), so that rows that come meanwhile shift nothing.</summary>
internal static class RecentFilter
{
    public static IQueryable<RequestRecord> Apply(IQueryable<RequestRecord> requests, RecentQuery query)
    {
        if (query.Model is { } model) requests = requests.Where(r => r.Model == model);
        if (query.Provider is { } provider) requests = requests.Where(r => r.Provider == provider);
        if (query.Session is { } session) requests = requests.Where(r => r.SessionId == session);
        if (query.Agent is { } agent) requests = requests.Where(r => r.Agent == agent);
        if (query.From is { } from)
        {
            var start = Timestamps.Normalise(from);
            requests = requests.Where(r => r.Timestamp >= start);
        }

        if (query.To is { } to)
        {
            var end = Timestamps.Normalise(to);
            requests = requests.Where(r => r.Timestamp < end);
        }

        return query.Status is { } status ? Status(requests, status) : requests;
    }

    /// <summary>Only rows that stand after this one, newest first.</summary>
    public static IQueryable<RequestRecord> After(IQueryable<RequestRecord> requests, DateTimeOffset timestamp, Guid id) =>
        requests.Where(r => r.Timestamp < timestamp || (r.Timestamp == timestamp && r.Id < id));

    private static IQueryable<RequestRecord> Status(IQueryable<RequestRecord> requests, string status)
    {
        if (status.Length == 3 && status[0] is >= '1' and <= '9' && status.EndsWith("xx", StringComparison.OrdinalIgnoreCase))
        {
            var first = (status[0] - '0') * 100;
            return requests.Where(r => r.StatusCode >= first && r.StatusCode < first + 100);
        }

        return int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? requests.Where(r => r.StatusCode == code) : requests.Where(r => false);
    }
}
