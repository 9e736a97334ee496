using Spectre.Console;

namespace TokenPak.Local.Commands;

/// <summary>The console of the commands.</summary>
internal static class Terminal
{
    // Wide enough for any line of ours.
    private const int FileWidth = 4096;

    /// <summary>Whether somebody looks at it.</summary>
    public static bool IsInteractive => !Console.IsOutputRedirected;

    /// <summary>Wraps at a terminal's width; in a file a line stays a line.</summary>
    public static IAnsiConsole Create()
    {
        var console = AnsiConsole.Console;
        if (!IsInteractive) console.Profile.Width = FileWidth;
        return console;
    }
}
