namespace TokenPak.Telemetry.Diagnostics;

/// <summary>Event ids 3000 to 3999.</summary>
internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Warning, "{Count} events were broken and are not stored")]
    public static partial void EventsRejected(ILogger logger, int count);

    [LoggerMessage(3002, LogLevel.Warning, "The store refused a batch of {Count}; its events are tried one by one")]
    public static partial void BatchRefused(ILogger logger, int count, Exception exception);

    [LoggerMessage(3003, LogLevel.Error, "The store refused event {Id}")]
    public static partial void EventRefused(ILogger logger, Guid id, Exception exception);

    [LoggerMessage(3004, LogLevel.Information, "{Rows} rows were deleted by age")]
    public static partial void RowsDeleted(ILogger logger, long rows);

    [LoggerMessage(3005, LogLevel.Warning, "Old rows could not be deleted; the next try is in an hour")]
    public static partial void RetentionFailed(ILogger logger, Exception exception);

    [LoggerMessage(3020, LogLevel.Error, "A message that cannot be read or handled ({Failure}) is set aside in a queue of its own")]
    public static partial void MessageSetAside(ILogger logger, string failure);
}
