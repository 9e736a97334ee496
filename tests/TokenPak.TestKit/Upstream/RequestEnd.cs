namespace TokenPak.TestKit.Upstream;

/// <summary>How an exchange ended, seen from the provider.</summary>
public enum RequestEnd
{
    /// <summary>The whole answer was sent.</summary>
    Answered,

    /// <summary>The other side went away first.</summary>
    Aborted,

    /// <summary>The fake provider broke the connection, as it was told to.</summary>
    Killed,
}
