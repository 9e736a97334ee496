namespace TokenPak.Contracts.Statistics;

/// <summary>The telemetry service or its store is away.</summary>
public sealed class StatisticsUnavailableException : Exception
{
    /// <summary>With a reason for the log.</summary>
    public StatisticsUnavailableException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public StatisticsUnavailableException()
    {
    }
}
