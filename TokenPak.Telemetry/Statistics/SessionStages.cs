using Microsoft.EntityFrameworkCore;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Statistics;

/// <summary>What stages removed in one client session, from its rows: stages are not kept by session.</summary>
internal static class SessionStages
{
    public static async Task<List<StageUsage>> ReadAsync(TelemetryDbContext db, string session, PeriodQuery query, Period period, CancellationToken cancellationToken)
    {
        var rows = db.Requests.AsNoTracking().Where(r => r.SessionId == session && r.Timestamp >= period.Start && r.Timestamp < period.To && r.Stages != null && r.TokensSaved > 0);
        if (query.Model is { } model) rows = rows.Where(r => r.Model == model);
        if (query.Provider is { } provider) rows = rows.Where(r => r.Provider == provider);
        if (query.Agent is { } agent) rows = rows.Where(r => r.Agent == agent);
        var sums = new Dictionary<string, StageUsage>(StringComparer.Ordinal);
        await foreach (var json in rows.Select(r => r.Stages).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            foreach (var saving in RowMapper.Stages(json))
            {
                var sum = sums.GetValueOrDefault(saving.Stage) ?? new StageUsage { Stage = saving.Stage };
                sums[saving.Stage] = sum with { Requests = sum.Requests + 1, Blocks = sum.Blocks + saving.Blocks, TokensSaved = sum.TokensSaved + saving.TokensSaved };
            }
        }

        return [.. sums.Values];
    }
}
