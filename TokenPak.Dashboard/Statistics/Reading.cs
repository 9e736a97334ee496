namespace TokenPak.Dashboard.Statistics;

/// <summary>Why there is no figure.</summary>
public enum ReadingFailure
{
    /// <summary>There is one.</summary>
    None = 0,

    /// <summary>The gateway did not answer.</summary>
    GatewayUnreachable,

    /// <summary>The gateway serves, its statistics are away.</summary>
    StatisticsAway,

    /// <summary>The gateway wants another admin token.</summary>
    TokenRefused,

    /// <summary>There is nothing of this id.</summary>
    NotFound,

    /// <summary>The gateway does not take the filter or the period.</summary>
    BadQuery,

    /// <summary>The answer was not understood.</summary>
    Unreadable,
}

/// <summary>One answer of the statistics API, or why there is none.</summary>
internal readonly record struct Reading<T>(T? Value, ReadingFailure Failure)
    where T : class
{
    public static Reading<T> Of(T value) => new(value, ReadingFailure.None);

    public static Reading<T> Failed(ReadingFailure failure) => new(null, failure);
}
