using System.Security.Cryptography;
using System.Text;

namespace TokenPak.Compiler.Vault.Serving;

/// <summary>Where the index of a folder lies: readable by its owner alone, since it holds what the folder holds.</summary>
internal static class IndexFolder
{
    public static string Create(VaultOptions options, IConfiguration configuration)
    {
        var folder = Path.Combine(Base(options, configuration), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root(options))).AsSpan(0, 8)));
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }

    /// <summary>The indexed folder, as it is really called.</summary>
    public static string Root(VaultOptions options)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Path ?? ""));
        return new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
    }

    private static string Base(VaultOptions options, IConfiguration configuration)
    {
        if (!string.IsNullOrWhiteSpace(options.IndexPath)) return Path.GetFullPath(options.IndexPath);
        var data = configuration["TokenPak:DataPath"];
        if (string.IsNullOrWhiteSpace(data)) data = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "tokenpak");
        return Path.Combine(data, "vault");
    }
}
