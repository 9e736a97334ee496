using Microsoft.Extensions.Options;

namespace TokenPak.Gateway.Publishing.Spooling;

/// <summary>Where the spool's files lie. Gateways may share it: a file's name begins with the instance that wrote it, and its owner holds it locked.</summary>
internal sealed class SpoolFolder(IOptions<PublishingOptions> options, IConfiguration configuration)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string? _path = Locate(options.Value.SpoolPath, configuration["TokenPak:DataPath"]);

    /// <summary>The folder; null where none is configured and the user has no home.</summary>
    public string? Root => options.Value.SpoolMaxBytes > 0 ? _path : null;

    public string PathOf(string name) => Path.Combine(Root ?? throw new IOException("There is no folder for a spool."), name + SpoolSegment.Extension);

    /// <summary>Makes the folder where it is not there.</summary>
    public void Create()
    {
        if (Root is not { } root) throw new IOException("There is no folder for a spool.");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(root);
        else Directory.CreateDirectory(root, OwnerOnly);
    }

    /// <summary>Whether files can be made in it; null where they can, or where no spool is wanted.</summary>
    public string? TryProbe(string name)
    {
        if (options.Value.SpoolMaxBytes == 0) return null;
        try
        {
            Create();
            using var probe = new FileStream(Path.Combine(Root ?? "", name + ".probe"), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.GetType().Name;
        }
    }

    /// <summary>The files of other instances by age: an instance's id begins with its start, and its files are numbered.</summary>
    public IReadOnlyList<string> Segments(string ownInstance)
    {
        if (Root is not { } root || !Directory.Exists(root)) return [];
        try
        {
            return
            [
                .. Directory.EnumerateFiles(root, "*" + SpoolSegment.Extension)
                    .Where(path => !Path.GetFileName(path).StartsWith(ownInstance, StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be listed cannot be sent; writing says what is wrong with the folder.
            return [];
        }
    }

    private static string? Locate(string? spoolPath, string? dataPath)
    {
        if (!string.IsNullOrWhiteSpace(spoolPath)) return Path.GetFullPath(spoolPath);
        if (!string.IsNullOrWhiteSpace(dataPath)) return Path.Combine(Path.GetFullPath(dataPath), "spool");
        var user = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return user.Length > 0 ? Path.Combine(user, "tokenpak", "spool") : null;
    }
}
