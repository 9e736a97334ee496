using System.Globalization;
using System.Text.Json;

namespace TokenPak.EndToEnd.Tests.Dashboard.Day;

/// <summary>What requests add up to: to the token, and to the billionth of a dollar. Unknown adds nothing.</summary>
internal sealed record DaySums
{
    public long Requests { get; init; }
    public long Errors { get; init; }
    public decimal Cost { get; init; }
    public decimal Net { get; init; }
    public long Raw { get; init; }
    public long Sent { get; init; }
    public long Uncached { get; init; }
    public long Read { get; init; }
    public long Written { get; init; }
    public long Output { get; init; }
    public long Saved { get; init; }

    /// <summary>Of the statistics' sums, by the names that they have in JSON.</summary>
    public static DaySums Of(JsonElement totals) => Of(name => totals.Money(name) ?? 0);

    /// <summary>Of many.</summary>
    public static DaySums Of(IEnumerable<JsonElement> totals) => totals.Select(Of).Aggregate(new DaySums(), (a, b) => a + b);

    /// <summary>Of the rows of a CSV with the statistics' sums.</summary>
    public static DaySums OfCsv(string csv)
    {
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var names = lines[0].Split(',');
        return lines.Skip(1).Select(line => line.Split(',')).Select(row => Of(name => Number(row[Array.IndexOf(names, name)]))).Aggregate(new DaySums(), (a, b) => a + b);
    }

    /// <summary>A number as the dashboard shows it exactly: grouped digits, dollars, or a word where it is unknown.</summary>
    public static decimal Number(string text) =>
        decimal.TryParse(text.Replace("$", "", StringComparison.Ordinal), NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public static DaySums operator +(DaySums a, DaySums b) => new()
    {
        Requests = a.Requests + b.Requests,
        Errors = a.Errors + b.Errors,
        Cost = a.Cost + b.Cost,
        Net = a.Net + b.Net,
        Raw = a.Raw + b.Raw,
        Sent = a.Sent + b.Sent,
        Uncached = a.Uncached + b.Uncached,
        Read = a.Read + b.Read,
        Written = a.Written + b.Written,
        Output = a.Output + b.Output,
        Saved = a.Saved + b.Saved,
    };

    private static DaySums Of(Func<string, decimal> sum) => new()
    {
        Requests = (long)sum("requests"),
        Errors = (long)sum("errors"),
        Cost = sum("cost_usd"),
        Net = sum("cost_saved_usd"),
        Raw = (long)sum("input_tokens"),
        Sent = (long)sum("sent_input_tokens"),
        Uncached = (long)sum("uncached_input_tokens"),
        Read = (long)sum("cache_read_tokens"),
        Written = (long)sum("cache_creation_tokens"),
        Output = (long)sum("output_tokens"),
        Saved = (long)sum("tokens_saved"),
    };
}
