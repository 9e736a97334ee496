using System.ComponentModel.DataAnnotations;

namespace TokenPak.Gateway.Budgets;

/// <summary>What may be spent. A budget is looked at before a request and charged after it: what is under way when it is used up still ends.</summary>
internal sealed class BudgetOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "TokenPak:Budget";

    /// <summary>Tokens of all requests in one <see cref="Window"/>: a shorthand for a single limit of <see cref="Total"/>. Default null: none.</summary>
    [Range(1, long.MaxValue)]
    public long? TotalTokens { get; set; }

    /// <summary>The window of <see cref="TotalTokens"/>: <c>hour</c> or <c>day</c>. Default <c>day</c>.</summary>
    [RegularExpression("^(hour|day)$")]
    public string Window { get; set; } = "day";

    /// <summary>For all requests together. Default: none.</summary>
    public BudgetLimits Total { get; set; } = new();

    /// <summary>For each TokenPak key, unless it has its own. Default: none.</summary>
    public BudgetLimits Key { get; set; } = new();

    /// <summary>For each client session. Default: none.</summary>
    public BudgetLimits Session { get; set; } = new();

    /// <summary>The share of a limit from which on answers carry a warning, above 0 to 1. Default 0.8.</summary>
    [Range(0.01, 1)]
    public double WarnAt { get; set; } = 0.8;

    /// <summary>
    /// Whether requests are refused while it cannot be known what was spent: the shared store is away, or, with a limit in dollars, telemetry, which prices. Default false: they pass, and what this
    /// gateway counts still holds.
    /// </summary>
    public bool FailClosed { get; set; }
}

/// <summary>Limits for one hour and one day, UTC.</summary>
internal sealed class BudgetLimits
{
    /// <summary>Input and output tokens in an hour. Default null: no limit.</summary>
    [Range(1, long.MaxValue)]
    public long? TokensPerHour { get; set; }

    /// <summary>Input and output tokens in a day. Default null: no limit.</summary>
    [Range(1, long.MaxValue)]
    public long? TokensPerDay { get; set; }

    /// <summary>Dollars in an hour. Default null: no limit.</summary>
    [Range(0.000001, 1_000_000_000)]
    public decimal? DollarsPerHour { get; set; }

    /// <summary>Dollars in a day. Default null: no limit.</summary>
    [Range(0.000001, 1_000_000_000)]
    public decimal? DollarsPerDay { get; set; }
}
