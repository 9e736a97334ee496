using System.Globalization;

namespace TokenPak.Gateway.Budgets;

/// <summary>One limit: so many tokens, or so much money, in a window.</summary>
/// <param name="Window">Hour or day.</param>
/// <param name="Tokens">Null where it is one of money.</param>
/// <param name="Nanos">Billionths of a dollar; null where it is one of tokens.</param>
internal sealed record Limit(BudgetWindow Window, long? Tokens, long? Nanos)
{
    public string WindowName => Window == BudgetWindow.Hour ? "hour" : "day";

    /// <summary>How much of it is used: 1 is all.</summary>
    public double ShareOf(Spent spent) => Tokens is { } tokens ? (double)spent.Tokens / tokens : (double)spent.Nanos / (Nanos ?? 1);

    public override string ToString() => Tokens is { } tokens
        ? string.Create(CultureInfo.InvariantCulture, $"{tokens:N0} tokens per {WindowName}")
        : string.Create(CultureInfo.InvariantCulture, $"${(decimal)(Nanos ?? 0) / Spent.NanosPerDollar:0.######} per {WindowName}");
}
