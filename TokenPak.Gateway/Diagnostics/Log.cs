namespace TokenPak.Gateway;

/// <summary>What the gateway logs: never a prompt, a response, a credential or a query.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "The compiler does not answer ({Failure}); original bytes go out until it does")]
    public static partial void CompilerUnavailable(this ILogger logger, string failure);

    [LoggerMessage(2002, LogLevel.Warning, "The bus does not take events ({Failure}); they wait in the spool")]
    public static partial void BusUnavailable(this ILogger logger, string failure);

    [LoggerMessage(2003, LogLevel.Warning, "Too many events wait: they are lost, from number {Sequence} on")]
    public static partial void EventDropped(this ILogger logger, long sequence);

    [LoggerMessage(2004, LogLevel.Error, "{Count} events could not be published before the stop and are lost")]
    public static partial void EventsLostAtStop(this ILogger logger, int count);

    [LoggerMessage(2005, LogLevel.Error, "Event {Sequence} could not be made ({Failure}) and is lost")]
    public static partial void EventNotBuilt(this ILogger logger, long sequence, string failure);

    [LoggerMessage(2006, LogLevel.Debug, "A compressed response could not be read beside its way ({Failure})")]
    public static partial void ObservationFailed(this ILogger logger, string failure);

    [LoggerMessage(2007, LogLevel.Warning, "Telemetry is away ({Failure})")]
    public static partial void TelemetryUnavailable(this ILogger logger, string failure);

    [LoggerMessage(2008, LogLevel.Critical, "The gateway listens on {Address}, beyond loopback, without any key or admin token: it refuses to start")]
    public static partial void Unprotected(this ILogger logger, string address);

    [LoggerMessage(2020, LogLevel.Error, "The spool takes no events ({Failure}); they wait in memory, and are lost beyond its bound or at the end")]
    public static partial void SpoolRefuses(this ILogger logger, string failure);

    [LoggerMessage(2021, LogLevel.Error, "{Count} damaged records of the spool could not be read; their events are lost")]
    public static partial void SpoolDamaged(this ILogger logger, int count);

    [LoggerMessage(2022, LogLevel.Information, "The bus takes events again")]
    public static partial void BusAvailable(this ILogger logger);

    [LoggerMessage(2023, LogLevel.Warning, "{Count} events wait in the spool for the next start")]
    public static partial void EventsLeftInSpool(this ILogger logger, long count);
}
