namespace TokenPak.Gateway.Breakers;

/// <summary>Whether requests go through. The numbers are those of the metric.</summary>
internal enum BreakerState
{
    /// <summary>All do.</summary>
    Closed = 0,

    /// <summary>One goes through, to see; the others do not.</summary>
    HalfOpen = 1,

    /// <summary>None does.</summary>
    Open = 2,
}
