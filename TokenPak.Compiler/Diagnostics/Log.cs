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

    [LoggerMessage(2010, LogLevel.Information, "The vault holds {Chunks} chunks of {Files} files; {Changed} were read anew, in {Seconds:F1} s.")]
    public static partial void VaultIndexed(this ILogger logger, int files, long chunks, int changed, double seconds);

    [LoggerMessage(2011, LogLevel.Warning, "The vault's folder {Path} is not there: prompts go without it.")]
    public static partial void VaultMissing(this ILogger logger, string path);

    [LoggerMessage(2012, LogLevel.Warning, "The vault's folder holds more than {MaxFiles} files; the rest is left out (TokenPak:Vault:MaxFiles).")]
    public static partial void VaultCut(this ILogger logger, int maxFiles);

    [LoggerMessage(2013, LogLevel.Warning, "Another process writes the vault's index: prompts go without the vault until it is done.")]
    public static partial void VaultLocked(this ILogger logger);

    [LoggerMessage(2014, LogLevel.Error, "The vault failed ({Error}: {Message}): prompts go without it.")]
    public static partial void VaultFailed(this ILogger logger, string error, string message);

    [LoggerMessage(2015, LogLevel.Warning, "The vault's folder cannot be watched ({Reason}); it is looked at every {Minutes} minutes.")]
    public static partial void VaultUnwatched(this ILogger logger, string reason, int minutes);
}
