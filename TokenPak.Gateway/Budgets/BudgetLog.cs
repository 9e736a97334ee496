namespace TokenPak.Gateway.Budgets;

internal static partial class BudgetLog
{
    [LoggerMessage(2050, LogLevel.Warning, "Budgets cannot be stored ({Failure}); this gateway counts alone until they can")]
    public static partial void StoreAway(this ILogger logger, string failure);

    [LoggerMessage(2051, LogLevel.Warning, "Telemetry does not price ({Failure}); dollars are counted once it does")]
    public static partial void PricesAway(this ILogger logger, string failure);

    [LoggerMessage(2052, LogLevel.Warning, "The budget of {Budget} is used up until {Reset}")]
    public static partial void BudgetUsedUp(this ILogger logger, string budget, string reset);
}
