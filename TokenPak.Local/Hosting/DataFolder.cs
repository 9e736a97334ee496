using System.Security.Cryptography;

namespace TokenPak.Local.Hosting;

/// <summary>
/// The folder that holds everything this process keeps: the database, the dashboard's keys, the hash key and, where protection is on, the admin
/// token. Readable by its owner alone.
/// </summary>
internal sealed class DataFolder
{
    private const UnixFileMode OwnerOnlyFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int SecretBytes = 32;

    private DataFolder(string path) => Root = path;

    public string Root { get; }

    public string Database => Path.Combine(Root, "telemetry.db");

    public string DashboardKeys => Path.Combine(Root, "dashboard-keys");

    public string AdminTokenFile => Path.Combine(Root, "admin.token");

    public string Leases => Path.Combine(Root, "leases");

    public string BackgroundLog => Path.Combine(Root, "background.log");

    private string HashKeyFile => Path.Combine(Root, "hash.key");

    /// <summary>The folder that <paramref name="configured"/> names, or the user's own; nothing is created yet.</summary>
    public static DataFolder At(string? configured)
    {
        if (!string.IsNullOrWhiteSpace(configured)) return new DataFolder(Path.GetFullPath(configured));
        var user = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return user.Length > 0
            ? new DataFolder(Path.Combine(user, "tokenpak"))
            : throw new StartupException("There is no home folder to keep data in: set TOKENPAK_DATA_PATH or pass --data.");
    }

    /// <summary>Creates the folder with what always stands in it.</summary>
    public void Create()
    {
        try
        {
            CreateFolder(Root);
            CreateFolder(DashboardKeys);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The data folder {Root} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>
    /// Gives the database to its owner alone: SQLite lets the umask decide, and a folder that was there before may be open to others. Side files that it makes
    /// later take the mode of the first.
    /// </summary>
    public void ProtectDatabase()
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in Directory.EnumerateFiles(Root, Path.GetFileName(Database) + "*")) File.SetUnixFileMode(file, OwnerOnlyFile);
    }

    /// <summary>The secret of keyed hashes, made at the first start: hashes stay the same over restarts.</summary>
    public string HashKey() => ReadOrMake(HashKeyFile, out _);

    /// <summary>The admin token, made where there is none.</summary>
    public string AdminToken(out bool made) => ReadOrMake(AdminTokenFile, out made);

    /// <summary>The admin token if one was made here.</summary>
    public string? ExistingAdminToken() => File.Exists(AdminTokenFile) ? File.ReadAllText(AdminTokenFile).Trim() : null;

    internal static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnlyFolder);
    }

    private static FileStream CreateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnlyFile;
        return new FileStream(path, options);
    }

    private static string ReadOrMake(string path, out bool made)
    {
        made = false;
        if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } kept) return kept;

        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        using (var writer = new StreamWriter(CreateFile(temporary))) writer.Write(secret);
        try
        {
            // Whoever moves first wins; two starts at once end with the same secret.
            File.Move(temporary, path, overwrite: false);
            made = true;
            return secret;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
            return File.ReadAllText(path).Trim();
        }
    }
}
