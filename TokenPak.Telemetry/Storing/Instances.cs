using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Storing;

/// <summary>What new rows say about the gateways that they come from, in order of key, so that writers at the same time take their locks in the same order.</summary>
internal static class Instances
{
    public static InstanceRecord[] Of(IReadOnlyList<RequestRecord> added) =>
    [
        .. added
            .Where(r => r.Instance is not null)
            .GroupBy(r => r.Instance ?? "", StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new InstanceRecord
            {
                Instance = g.Key,
                MaxSequence = g.Max(r => r.Sequence ?? 0),
                Stored = g.LongCount(),
                LastSeen = g.Max(r => r.Timestamp),
            }),
    ];
}
