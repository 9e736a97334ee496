using System.Globalization;
using Microsoft.AspNetCore.Http;
using TokenPak.Contracts.Statistics;

namespace TokenPak.Gateway.Statistics;

/// <summary>The query string of <c>/recent</c>.</summary>
internal static class RecentQueryReader
{
    private const int MaxText = 200;

    public static bool TryRead(IQueryCollection parameters, int maxLimit, int defaultLimit, out RecentQuery query, out string error)
    {
        query = new RecentQuery { Limit = defaultLimit };
        error = "";
        if (Text(parameters, "limit") is { } limitText)
        {
            if (!int.TryParse(limitText, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit < 1 || limit > maxLimit) error = $"limit must be an integer from 1 to {maxLimit}.";
            query = query with { Limit = limit };
        }

        if (Text(parameters, "before") is { } beforeText)
        {
            if (!Guid.TryParse(beforeText, out var before)) error = "before must be the id of a row.";
            query = query with { Before = before };
        }

        if (Text(parameters, "status") is { } status)
        {
            if (!IsStatus(status)) error = "status must be a status code (429) or a class (4xx).";
            query = query with { Status = status };
        }

        if (Text(parameters, "from") is { } fromText)
        {
            if (!TryTime(fromText, out var from)) error = "from must be an ISO 8601 time.";
            query = query with { From = from };
        }

        if (Text(parameters, "to") is { } toText)
        {
            if (!TryTime(toText, out var to)) error = "to must be an ISO 8601 time.";
            query = query with { To = to };
        }

        query = query with { Model = Text(parameters, "model"), Provider = Text(parameters, "provider"), Session = Text(parameters, "session") };
        if (query.Model?.Length > MaxText || query.Provider?.Length > MaxText || query.Session?.Length > MaxText) error = $"A filter must not be longer than {MaxText} characters.";
        return error.Length == 0;
    }

    internal static bool TryTime(string text, out DateTimeOffset time)
    {
        time = default;
        return text.Length >= 10 && char.IsAsciiDigit(text[0]) && text[4] == '-' && text[7] == '-'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    private static bool IsStatus(string text) =>
        text.Length == 3 && text[0] is >= '1' and <= '5'
        && (text.AsSpan(1).Equals("xx", StringComparison.OrdinalIgnoreCase) || (char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[2])));

    private static string? Text(IQueryCollection parameters, string name) => parameters[name].ToString() is { Length: > 0 } text ? text : null;
}
