using TokenPak.Local.Commands;

namespace TokenPak.Local;

/// <summary>All four services in one process, and the <c>tokenpak</c> command line.</summary>
public class Program
{
    private static Task<int> Main(string[] args) => CommandLine.InvokeAsync(args);
}
