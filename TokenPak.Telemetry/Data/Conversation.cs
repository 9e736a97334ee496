using TokenPak.Contracts.Events;

namespace TokenPak.Telemetry.Data;

/// <summary>One conversation that takes part in the holdout's comparison: the unit that the arms were drawn by.</summary>
internal sealed class Conversation
{
    /// <summary>The gateway's keyed hash.</summary>
    public string Id { get; init; } = "";
    public HoldoutArmKind Arm { get; init; }
    public DateTimeOffset FirstSeen { get; set; }
    public DateTimeOffset LastSeen { get; set; }
    public long Turns { get; set; }
    public long Errors { get; set; }

    /// <summary>Answers whose cost is unknown. Failures without usage are none: nobody bills them.</summary>
    public long Unpriced { get; set; }
    public long CostNanos { get; set; }

    /// <summary>Of <see cref="Turns"/>, those whose tool results and retries are known.</summary>
    public long ToolErrorsKnown { get; set; }
    public long RetriesKnown { get; set; }
    public long Retries { get; set; }

    /// <summary>The most that a request showed: each turn sends the history again.</summary>
    public long MostToolErrors { get; set; }

    public void Add(RequestRecord r)
    {
        if (Turns == 0 || r.Timestamp < FirstSeen) FirstSeen = r.Timestamp;
        if (Turns == 0 || r.Timestamp > LastSeen) LastSeen = r.Timestamp;
        Turns++;
        if (r.IsError) Errors++;
        if (r.CostNanos is { } cost) CostNanos += cost;
        else if (!r.IsError) Unpriced++;
        if (r.ToolErrors is { } errors)
        {
            ToolErrorsKnown++;
            MostToolErrors = Math.Max(MostToolErrors, errors);
        }

        if (r.RetryCount is { } retries)
        {
            RetriesKnown++;
            if (retries > 0) Retries++;
        }
    }
}
