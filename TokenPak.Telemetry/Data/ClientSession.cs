namespace TokenPak.Telemetry.Data;

/// <summary>One client session's whole life; the empty id is that of all requests that named none.</summary>
internal sealed class ClientSession : UsageSums
{
    public string SessionId { get; init; } = "";
    public DateTimeOffset FirstSeen { get; set; }
    public DateTimeOffset LastSeen { get; set; }

    public override void Add(RequestRecord r)
    {
        if (Requests == 0 || r.Timestamp < FirstSeen) FirstSeen = r.Timestamp;
        if (Requests == 0 || r.Timestamp > LastSeen) LastSeen = r.Timestamp;
        base.Add(r);
    }
}
