using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace TokenPak.Gateway.Statistics;

/// <summary>Reads a query string's members, and remembers what was wrong with them.</summary>
internal sealed class QueryReader(IQueryCollection parameters)
{
    private const int MaxText = 256;
    private const int MaxCursor = 1024;

    /// <summary>What was wrong last; empty where nothing was.</summary>
    public string Error { get; private set; } = "";

    public string? Text(string name, int maxLength = MaxText)
    {
        if (parameters[name].ToString() is not { Length: > 0 } text) return null;
        if (text.Length <= maxLength && !text.Contains('\0', StringComparison.Ordinal)) return text;
        Error = $"{name} must not be longer than {maxLength} characters.";
        return null;
    }

    public string? Cursor(string name) => Text(name, MaxCursor);

    public int Limit(int largest, int standard)
    {
        if (Text("limit") is not { } text) return standard;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= largest) return limit;
        Error = $"limit must be an integer from 1 to {largest}.";
        return standard;
    }

    public Guid? Id(string name)
    {
        if (Text(name) is not { } text) return null;
        if (Guid.TryParse(text, out var id)) return id;
        Error = $"{name} must be the id of a row.";
        return null;
    }

    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text) return null;
        if (TryTime(text, out var time)) return time;
        Error = $"{name} must be an ISO 8601 time.";
        return null;
    }

    public string? OneOf(string name, params ReadOnlySpan<string> values)
    {
        if (Text(name) is not { } text) return null;
        foreach (var value in values)
        {
            if (text.Equals(value, StringComparison.OrdinalIgnoreCase)) return value;
        }

        Error = $"{name} must be one of: {string.Join(", ", values)}.";
        return null;
    }

    public string? Status(string name)
    {
        if (Text(name) is not { } text || IsStatus(text)) return Text(name);
        Error = $"{name} must be a status code (429) or a class (4xx).";
        return null;
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
}
