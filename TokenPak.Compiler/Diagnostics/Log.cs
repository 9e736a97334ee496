namespace TokenPak.Compiler.Diagnostics;

/// <summary>The compiler's log lines. Event ids 2000 to 2099; never a prompt's text.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "The cache (Redis) is away: {Reason}. Decisions are made anew until it is back.")]
    public static partial void CacheAway(this ILogger logger, string reason);

    [LoggerMessage(2002, LogLevel.Information, "The cache (Redis) is back.")]
    public static partial void CacheBack(this ILogger logger);

    [LoggerMessage(2003, LogLevel.Debug, "A cache read failed: {Error}.")]
    public static partial void CacheReadFailed(this ILogger logger, string error);

    [LoggerMessage(2004, LogLevel.Debug, "A cache write failed: {Error}.")]
    public static partial void CacheWriteFailed(this ILogger logger, string error);

    [LoggerMessage(2005, LogLevel.Warning, "{Count} values of the cache (Redis) failed their check; their decisions are made anew.")]
    public static partial void CacheValuesCorrupt(this ILogger logger, int count);
}
