using TokenPak.Contracts.Compilation;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Storing;

/// <summary>What rows add to the rollups of one length of period.</summary>
internal sealed class PeriodSums<TTotals, TLatency, TStages>
    where TTotals : PeriodTotals, new()
    where TLatency : LatencyCount, new()
    where TStages : StageTotals, new()
{
    private readonly SortedDictionary<(DateTimeOffset Start, string Provider, string Model, string Agent), TTotals> _totals = new(OrdinalTuples.Four);
    private readonly SortedDictionary<(DateTimeOffset Start, string Provider, string Model, int Kind, int Bucket), TLatency> _latencies = new(OrdinalTuples.Latency);
    private readonly SortedDictionary<(string Stage, DateTimeOffset Start, string Provider, string Model, string Agent), TStages> _stages = new(OrdinalTuples.Five);

    /// <summary>Adds a row to its period.</summary>
    public void Add(DateTimeOffset start, RequestRecord r, IReadOnlyList<StageSaving> stages)
    {
        var (provider, model, agent) = (r.Provider ?? "", r.Model ?? "", r.Agent ?? "");
        var key = (start, provider, model, agent);
        if (!_totals.TryGetValue(key, out var totals)) _totals[key] = totals = new TTotals { Start = start, Provider = provider, Model = model, Agent = agent };
        totals.Add(r);

        Count(LatencyKind.Total, r.LatencyMs);
        Count(LatencyKind.FirstByte, r.TimeToFirstByteMs);
        Count(LatencyKind.Compile, r.CompileMs);
        foreach (var saving in stages)
        {
            var stageKey = (saving.Stage, start, provider, model, agent);
            if (!_stages.TryGetValue(stageKey, out var stage))
            {
                _stages[stageKey] = stage = new TStages { Start = start, Provider = provider, Model = model, Agent = agent, Stage = saving.Stage };
            }

            stage.Requests++;
            stage.Blocks += saving.Blocks;
            stage.TokensSaved += saving.TokensSaved;
        }

        void Count(LatencyKind kind, double? milliseconds)
        {
            if (milliseconds is not { } known) return;
            var latencyKey = (start, provider, model, (int)kind, LatencyScale.Bucket(known));
            if (!_latencies.TryGetValue(latencyKey, out var latency))
            {
                _latencies[latencyKey] = latency = new TLatency { Start = start, Provider = provider, Model = model, Kind = kind, Bucket = latencyKey.Item5 };
            }

            latency.Requests++;
        }
    }

    /// <summary>What the tables get, those that every writer touches last.</summary>
    public IEnumerable<TableRows> Additions() => [TableRows.Of(_stages.Values), TableRows.Of(_latencies.Values), TableRows.Of(_totals.Values)];
}
