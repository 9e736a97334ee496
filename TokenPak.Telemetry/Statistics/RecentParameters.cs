using TokenPak.Contracts.Statistics;

namespace TokenPak.Telemetry.Statistics;

/// <summary>The query string of <c>/recent</c>.</summary>
internal sealed record RecentParameters(int? Limit, Guid? Before, string? Model, string? Provider, string? Session, string? Agent, string? Status, DateTimeOffset? From, DateTimeOffset? To)
{
    public RecentQuery ToQuery() => new()
    {
        Limit = Limit ?? new RecentQuery().Limit,
        Before = Before,
        Model = Model,
        Provider = Provider,
        Session = Session,
        Agent = Agent,
        Status = Status,
        From = From,
        To = To,
    };
}
