using System.Runtime.InteropServices;

namespace TokenPak.Local.Running;

/// <summary>What .NET has no call for.</summary>
internal static partial class Native
{
    /// <summary>Leaves the terminal's session, so that its Ctrl-C and its end do not reach this process.</summary>
    public static void LeaveTerminal()
    {
        if (!OperatingSystem.IsWindows()) _ = SetSid();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    private static partial int SetSid();
}
