namespace TokenPak.Telemetry.Storing;

/// <summary>Dollars as integers of 1e-9: exact to add up in any database, unlike a double, and SQLite has no decimal.</summary>
internal static class Money
{
    private const decimal NanosPerDollar = 1_000_000_000m;

    /// <summary>The nearest billionth of a dollar.</summary>
    public static long ToNanos(decimal dollars) => (long)decimal.Round(dollars * NanosPerDollar, 0, MidpointRounding.ToEven);

    /// <summary>Null stays null.</summary>
    public static long? ToNanos(decimal? dollars) => dollars is { } known ? ToNanos(known) : null;

    /// <summary>Back to dollars, without trailing zeros.</summary>
    public static decimal ToDollars(long nanos) => nanos / NanosPerDollar;

    /// <summary>Null stays null.</summary>
    public static decimal? ToDollars(long? nanos) => nanos is { } known ? ToDollars(known) : null;
}
