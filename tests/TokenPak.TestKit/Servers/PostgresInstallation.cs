using System.Diagnostics;
using TokenPak.TestKit.Products;

namespace TokenPak.TestKit.Servers;

/// <summary>Finds the installed Postgres and runs its programs; it refuses root, so there they run as the user <c>postgres</c>.</summary>
internal static class PostgresInstallation
{
    private const string DebianFolder = "/usr/lib/postgresql";
    private const string ServerUser = "postgres";

    /// <summary>Whether this process is root.</summary>
    public static bool IsRoot => Environment.UserName == "root";

    /// <summary>Starts one of its programs.</summary>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, string workingDirectory)
    {
        var path = Path.Combine(Folder(), program);
        return IsRoot
            ? ChildProcess.Start("setpriv", [$"--reuid={ServerUser}", $"--regid={ServerUser}", "--init-groups", path, .. arguments], [], workingDirectory)
            : ChildProcess.Start(path, arguments, [], workingDirectory);
    }

    /// <summary>Gives a folder to the user that the server runs as.</summary>
    public static async Task HandOverAsync(string folder)
    {
        using var chown = Process.Start("chown", [ServerUser, folder]);
        await chown.WaitForExitAsync();
        if (chown.ExitCode != 0) throw new InvalidOperationException($"{folder} could not be given to the user {ServerUser}.");
    }

    private static string Folder()
    {
        var versions = Directory.Exists(DebianFolder) ? Directory.GetDirectories(DebianFolder).Select(version => Path.Combine(version, "bin")) : [];
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return versions.OrderDescending(StringComparer.Ordinal).Concat(path.Split(Path.PathSeparator)).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL is not installed; these tests need its server (Debian: apt-get install postgresql).");
    }
}
