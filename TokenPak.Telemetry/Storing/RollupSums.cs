using System.Text.Json;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Ingestion;

namespace TokenPak.Telemetry.Storing;

/// <summary>What rows add to the rollups. Each table gets its part in order of key, so that writers at the same time take their locks in the same order.</summary>
internal sealed class RollupSums
{
    private readonly SortedDictionary<(string Session, DateTimeOffset Start, string Provider, string Model, string Agent), SessionHour> _sessionHours = new(OrdinalTuples.Five);
    private readonly SortedDictionary<string, ClientSession> _sessions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Id, int Arm), Conversation> _conversations = new(OrdinalTuples.Two);
    private readonly SortedDictionary<(bool IsDay, DateTimeOffset Start), PeriodVersion> _versions = [];
    private readonly PeriodSums<HourlyTotals, HourlyLatency, HourlyStages> _hours = new();
    private readonly PeriodSums<DailyTotals, DailyLatency, DailyStages> _days = new();

    /// <summary>Adds a row.</summary>
    public void Add(RequestRecord r)
    {
        var hour = Timestamps.Hour(r.Timestamp);
        var (provider, model, agent, session) = (r.Provider ?? "", r.Model ?? "", r.Agent ?? "", r.SessionId ?? "");
        var key = (session, hour, provider, model, agent);
        if (!_sessionHours.TryGetValue(key, out var sessionHour))
        {
            _sessionHours[key] = sessionHour = new SessionHour { SessionId = session, Start = hour, Provider = provider, Model = model, Agent = agent };
        }

        sessionHour.Add(r);
        if (!_sessions.TryGetValue(session, out var client)) _sessions[session] = client = new ClientSession { SessionId = session };
        client.Add(r);
        AddConversation(r);

        var stages = r is { Stages: { } json, TokensSaved: > 0 } ? JsonSerializer.Deserialize(json, StageJson.Default.IReadOnlyListStageSaving) ?? [] : [];
        _hours.Add(hour, r, stages);
        var day = Timestamps.Day(r.Timestamp);
        _days.Add(day, r, stages);
        _versions.TryAdd((false, hour), new PeriodVersion { Start = hour, Version = 1 });
        _versions.TryAdd((true, day), new PeriodVersion { IsDay = true, Start = day, Version = 1 });
    }

    /// <summary>What the tables get.</summary>
    public IEnumerable<TableRows> Additions() => [TableRows.Of(_conversations.Values), TableRows.Of(_sessions.Values), .. PeriodAdditions()];

    /// <summary>What the tables by period get. Those that every writer touches come last, so that their rows are locked shortly.</summary>
    public IEnumerable<TableRows> PeriodAdditions() => [TableRows.Of(_sessionHours.Values), .. _hours.Additions(), .. _days.Additions(), TableRows.Of(_versions.Values)];

    private void AddConversation(RequestRecord r)
    {
        if (r.Conversation is not { } id || r.Arm is not { } arm || !RequestTypes.ReachModel(r.RequestType)) return;
        if (!_conversations.TryGetValue((id, (int)arm), out var conversation)) _conversations[(id, (int)arm)] = conversation = new Conversation { Id = id, Arm = arm };
        conversation.Add(r);
    }
}
