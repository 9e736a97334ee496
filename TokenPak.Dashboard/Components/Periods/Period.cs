using System.Globalization;
using TokenPak.Dashboard.Statistics;

namespace TokenPak.Dashboard.Components.Periods;

/// <summary>The time that a page covers. It stands in the address, so that a link says what it shows. Starts are whole hours or days, as the statistics keep them.</summary>
public sealed record Period
{
    /// <summary>The period of a page whose address names none.</summary>
    public const string Standard = "24h";

    /// <summary>Its two ends are in the address.</summary>
    public const string Custom = "custom";

    /// <summary>The periods that the picker offers.</summary>
    public static readonly IReadOnlyList<(string Name, string Label)> Choices =
        [("1h", "1 h"), ("24h", "24 h"), ("7d", "7 d"), ("30d", "30 d"), ("all", "All")];

    /// <summary>As in the address.</summary>
    public required string Name { get; init; }

    /// <summary>Inclusive, UTC; null: from the first request on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive, UTC; null: until now.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary><see cref="From"/> as the statistics API wants it.</summary>
    public string? FromText => Text(From);

    /// <summary><see cref="To"/> as the statistics API wants it.</summary>
    public string? ToText => Text(To);

    /// <summary>The query of the statistics API.</summary>
    public string Filter => QueryText.Of("", ("from", FromText), ("to", ToText));

    /// <summary>The address of a page over this period.</summary>
    public string Link(string page) => Name switch
    {
        Standard => page,
        Custom => QueryText.Of(page, ("period", Custom), ("from", FromText), ("to", ToText)),
        _ => QueryText.Of(page, ("period", Name)),
    };

    /// <summary>The period of an address; the standard one where it makes no sense.</summary>
    public static Period Parse(string? name, string? from, string? to, DateTimeOffset now)
    {
        var hour = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return name switch
        {
            "1h" => new Period { Name = name, From = hour.AddHours(-1) },
            "7d" => new Period { Name = name, From = day.AddDays(-6) },
            "30d" => new Period { Name = name, From = day.AddDays(-29) },
            "all" => new Period { Name = name },
            Custom when Time(from) is var start && Time(to) is var end && (start is not null || end is not null) && !(start >= end) =>
                new Period { Name = name, From = start, To = end },
            _ => new Period { Name = Standard, From = hour.AddHours(-23) },
        };
    }

    private static string? Text(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
