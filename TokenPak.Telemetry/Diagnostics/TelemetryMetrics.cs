using System.Diagnostics.Metrics;

namespace TokenPak.Telemetry.Diagnostics;

/// <summary>Counters of what became of events.</summary>
internal sealed class TelemetryMetrics
{
    private readonly Counter<long> _events;

    public TelemetryMetrics(IMeterFactory meters)
    {
        _events = meters.Create("TokenPak.Telemetry").CreateCounter<long>("tokenpak.telemetry.events", "{event}", "Events by what became of them.");
    }

    public void Count(int stored, int known, int rejected)
    {
        Add(stored, "stored");
        Add(known, "known");
        Add(rejected, "rejected");
    }

    private void Add(int count, string result)
    {
        if (count > 0) _events.Add(count, new KeyValuePair<string, object?>("tokenpak.result", result));
    }
}
