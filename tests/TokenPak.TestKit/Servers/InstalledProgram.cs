namespace TokenPak.TestKit.Servers;

/// <summary>Finds a server's program, or says what to install.</summary>
internal static class InstalledProgram
{
    private static readonly string[] SystemFolders = ["/usr/sbin", "/usr/lib/rabbitmq/bin"];

    /// <summary>The full path.</summary>
    public static string Find(string program, string product, string debianPackage) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(SystemFolders)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{product} is not installed; these tests need its server (Debian: apt-get install --no-install-recommends {debianPackage}).");
}
