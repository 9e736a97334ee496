using System.Globalization;

namespace TokenPak.Gateway.Budgets;

/// <summary>The stretches of time that budgets are for, UTC.</summary>
internal enum BudgetWindow
{
    Hour,
    Day,
}

/// <summary>One count: of whom, and in which hour or day.</summary>
/// <param name="Scope"><c>total</c>, <c>key:…</c> or <c>session:…</c>.</param>
/// <param name="Window">The kind of window.</param>
/// <param name="Start">When it began.</param>
internal readonly record struct BudgetSlot(string Scope, BudgetWindow Window, DateTimeOffset Start)
{
    public const string Total = "total";

    public DateTimeOffset End => Window == BudgetWindow.Hour ? Start.AddHours(1) : Start.AddDays(1);

    /// <summary>The slot's name in a store.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{(Window == BudgetWindow.Hour ? 'h' : 'd')}:{Start.ToUnixTimeSeconds()}:{Scope}");

    public static BudgetSlot At(string scope, BudgetWindow window, DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        return new BudgetSlot(scope, window, new DateTimeOffset(utc.Year, utc.Month, utc.Day, window == BudgetWindow.Hour ? utc.Hour : 0, 0, 0, TimeSpan.Zero));
    }

    /// <summary>The slot of a name; null where it is none.</summary>
    public static BudgetSlot? Parse(string name)
    {
        var parts = name.Split(':', 3);
        if (parts.Length != 3 || parts[0] is not ("h" or "d") || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var start) || start > 253_402_300_799) return null;
        return new BudgetSlot(parts[2], parts[0] == "h" ? BudgetWindow.Hour : BudgetWindow.Day, DateTimeOffset.FromUnixTimeSeconds(start));
    }
}

/// <summary>What was spent in a slot.</summary>
/// <param name="Tokens">Input and output tokens.</param>
/// <param name="Nanos">Billionths of a dollar.</param>
internal readonly record struct Spent(long Tokens, long Nanos)
{
    public const long NanosPerDollar = 1_000_000_000;

    public static Spent operator +(Spent a, Spent b) => new(a.Tokens + b.Tokens, a.Nanos + b.Nanos);
}
