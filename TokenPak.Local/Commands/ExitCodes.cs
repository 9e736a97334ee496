namespace TokenPak.Local.Commands;

/// <summary>Exit codes of the command line; <c>run</c> hands on the agent's.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>A check of <c>doctor</c> failed, or the demo went wrong.</summary>
    public const int Failed = 1;

    /// <summary>Port taken, data folder unusable, configuration invalid.</summary>
    public const int CannotStart = 2;

    /// <summary>As a shell says it: the program to run was not found.</summary>
    public const int CommandNotFound = 127;
}
