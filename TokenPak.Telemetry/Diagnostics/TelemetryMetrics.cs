using System.Diagnostics.Metrics;

namespace TokenPak.Telemetry.Diagnostics;

/// <summary>Counters of what became of events.</summary>
internal sealed class TelemetryMetrics
{
    private readonly Counter<long> _events;
    private readonly Counter<long> _poison;

    public TelemetryMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("TokenPak.Telemetry");
        _events = meter.CreateCounter<long>("tokenpak.telemetry.events", "{event}", "Events by what became of them.");
        _poison = meter.CreateCounter<long>("tokenpak.telemetry.poison_messages", "{message}", "Messages set aside unread.");
    }

    public void Count(int stored, int known, int rejected)
    {
        Add(stored, "stored");
        Add(known, "known");
        Add(rejected, "rejected");
    }

    public void CountPoison() => _poison.Add(1);

    private void Add(int count, string result)
    {
        if (count > 0) _events.Add(count, new KeyValuePair<string, object?>("tokenpak.result", result));
    }
}
