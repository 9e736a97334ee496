using Microsoft.AspNetCore.Http;
using TokenPak.Contracts.Statistics;

namespace TokenPak.Gateway.Statistics;

/// <summary>The query strings of the statistics.</summary>
internal static class StatisticsQueries
{
    public static bool TryRecent(IQueryCollection parameters, int maxLimit, int defaultLimit, out RecentQuery query, out string error)
    {
        var reader = new QueryReader(parameters);
        query = new RecentQuery
        {
            Limit = reader.Limit(maxLimit, defaultLimit),
            Before = reader.Id("before"),
            Model = reader.Text("model"),
            Provider = reader.Text("provider"),
            Session = reader.Text("session"),
            Agent = reader.Text("agent"),
            Status = reader.Status("status"),
            From = reader.Time("from"),
            To = reader.Time("to"),
        };
        error = reader.Error;
        return error.Length == 0;
    }

    public static bool TryPeriod(IQueryCollection parameters, out PeriodQuery query, out string error)
    {
        var reader = new QueryReader(parameters);
        query = new PeriodQuery
        {
            From = reader.Time("from"),
            To = reader.Time("to"),
            Bucket = reader.OneOf("bucket", PeriodQuery.Hour, PeriodQuery.Day),
            Model = reader.Text("model"),
            Provider = reader.Text("provider"),
            Session = reader.Text("session"),
            Agent = reader.Text("agent"),
        };
        error = reader.Error.Length > 0 ? reader.Error : query.From >= query.To ? "from must be before to." : "";
        return error.Length == 0;
    }

    public static bool TrySessions(IQueryCollection parameters, int maxLimit, int defaultLimit, out SessionsQuery query, out string error)
    {
        var reader = new QueryReader(parameters);
        query = new SessionsQuery
        {
            Limit = reader.Limit(maxLimit, defaultLimit),
            Cursor = reader.Cursor("cursor"),
            From = reader.Time("from"),
            To = reader.Time("to"),
            Session = reader.Text("session"),
            Model = reader.Text("model"),
            Provider = reader.Text("provider"),
            Agent = reader.Text("agent"),
        };
        error = reader.Error;
        return error.Length == 0;
    }
}
