namespace TokenPak.Gateway.Breakers;

/// <summary>How a call of an upstream failed before its answer's headers were worth passing on.</summary>
internal enum UpstreamFailure
{
    /// <summary>It did not: whatever the status below 500, the upstream works.</summary>
    None,

    /// <summary>No connection came about: nothing of the request was sent.</summary>
    Connection,

    /// <summary>The connection broke before the answer.</summary>
    Broken,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>The answer's status is 500 or above.</summary>
    Status,
}
