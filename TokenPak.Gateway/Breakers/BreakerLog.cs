namespace TokenPak.Gateway.Breakers;

internal static partial class BreakerLog
{
    [LoggerMessage(2040, LogLevel.Warning, "{Upstream} fails too often: nothing is sent there for {Seconds} s, then one request to see")]
    public static partial void BreakerOpened(this ILogger logger, string upstream, double seconds);

    [LoggerMessage(2041, LogLevel.Information, "{Upstream} answers again")]
    public static partial void BreakerClosed(this ILogger logger, string upstream);
}
