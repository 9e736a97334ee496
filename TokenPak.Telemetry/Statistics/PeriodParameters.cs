using TokenPak.Contracts.Statistics;

namespace TokenPak.Telemetry.Statistics;

/// <summary>The query string of the statistics by period.</summary>
internal sealed record PeriodParameters(DateTimeOffset? From, DateTimeOffset? To, string? Bucket, string? Model, string? Provider, string? Session, string? Agent)
{
    public PeriodQuery ToQuery() => new() { From = From, To = To, Bucket = Bucket, Model = Model, Provider = Provider, Session = Session, Agent = Agent };
}

/// <summary>The query string of <c>/sessions</c>.</summary>
internal sealed record SessionsParameters(
    int? Limit, string? Cursor, DateTimeOffset? From, DateTimeOffset? To, string? Session, string? Model, string? Provider, string? Agent)
{
    public SessionsQuery ToQuery() => new()
    {
        Limit = Limit ?? new SessionsQuery().Limit,
        Cursor = Cursor,
        From = From,
        To = To,
        Session = Session,
        Model = Model,
        Provider = Provider,
        Agent = Agent,
    };
}
