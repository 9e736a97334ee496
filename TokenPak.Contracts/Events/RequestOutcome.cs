namespace TokenPak.Contracts.Events;

/// <summary>How a request ended.</summary>
public enum RequestOutcome
{
    /// <summary>The provider's answer went to the client whole, whatever its status.</summary>
    Completed = 0,

    /// <summary>The client went away first.</summary>
    ClientCancelled = 1,

    /// <summary>The provider could not be reached, or timed out before its headers.</summary>
    UpstreamUnavailable = 2,

    /// <summary>The provider's answer broke off.</summary>
    UpstreamAborted = 3,

    /// <summary>TokenPak itself refused the request.</summary>
    Rejected = 4,
}
