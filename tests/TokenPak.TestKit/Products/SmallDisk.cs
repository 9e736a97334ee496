using System.Globalization;
using TokenPak.TestKit.Servers;

namespace TokenPak.TestKit.Products;

/// <summary>A disk in memory under a program's data folder, which nobody else sees; it can be filled.</summary>
public static class SmallDisk
{
    // A name space of its own needs no rights beyond those of an ordinary user.
    private const string Mount = """mount -t tmpfs -o size="$1"m none "$2" && cd "$2" && exec dotnet "$3" """;

    internal static ChildProcess Start(int megabytes, string folder, string program, IEnumerable<KeyValuePair<string, string>> environment) => ChildProcess.Start(
        InstalledProgram.Find("unshare", "unshare", "util-linux"),
        ["--user", "--map-root-user", "--mount", "sh", "-c", Mount, "sh", megabytes.ToString(CultureInfo.InvariantCulture), folder, program],
        environment,
        folder);

    /// <summary>Writes until nothing more fits.</summary>
    /// <returns>What makes room again when it is disposed of.</returns>
    public static IDisposable Fill(int process, string folder)
    {
        var path = $"/proc/{process}/root{folder}/ballast";
        var block = new byte[64 * 1024];
        using var ballast = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true) ballast.Write(block);
        }
        catch (IOException)
        {
            return new Ballast(path);
        }
    }

    private sealed class Ballast(string path) : IDisposable
    {
        public void Dispose() => File.Delete(path);
    }
}
