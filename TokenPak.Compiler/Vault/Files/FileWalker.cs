namespace TokenPak.Compiler.Vault.Files;

/// <summary>
/// Finds the files of a vault, in a fixed order. Links are not followed, neither out of the folder nor inside it: what they name inside has its own
/// place.
/// </summary>
internal sealed class FileWalker(string root, long maxBytes)
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    public IEnumerable<VaultFile> Walk() => Walk(root, "", null);

    /// <summary>The files at or below a path, as <see cref="Walk()"/> would find them; none where a rule or a link on the way keeps them out.</summary>
    public IEnumerable<VaultFile> At(string path)
    {
        var (folder, relative, rules) = (root, "", IgnoreRules.In(null, "", root));
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < names.Length; i++)
        {
            var full = Path.Combine(folder, names[i]);
            relative = relative.Length == 0 ? names[i] : $"{relative}/{names[i]}";
            if (new DirectoryInfo(full) is { Exists: true } inner)
            {
                if (!IsWanted(inner, relative, rules)) return [];
                if (i == names.Length - 1) return Walk(full, relative, rules);
                rules = IgnoreRules.In(rules, relative, full);
                folder = full;
                continue;
            }

            return i == names.Length - 1 && new FileInfo(full) is { Exists: true } file && IsWanted(file, relative, rules) ? [Describe(file, relative)] : [];
        }

        return [];
    }

    private IEnumerable<VaultFile> Walk(string folder, string relative, IgnoreRules? outer)
    {
        var rules = IgnoreRules.In(outer, relative, folder);
        foreach (var entry in Entries(folder))
        {
            var path = relative.Length == 0 ? entry.Name : $"{relative}/{entry.Name}";
            if (entry is DirectoryInfo inner)
            {
                if (!IsWanted(inner, path, rules)) continue;
                foreach (var file in Walk(inner.FullName, path, rules)) yield return file;
            }
            else if (entry is FileInfo file && IsWanted(file, path, rules))
            {
                yield return Describe(file, path);
            }
        }
    }

    private static FileSystemInfo[] Entries(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Everything).OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone or closed since its parent was read.
            return [];
        }
    }

    private static bool IsWanted(DirectoryInfo folder, string path, IgnoreRules? rules) =>
        !folder.Attributes.HasFlag(FileAttributes.ReparsePoint) && !UnwantedFiles.IsUnwantedFolder(folder.Name) && IsPlain(folder.Name) && rules?.Ignores(path, isFolder: true) is not true;

    private bool IsWanted(FileInfo file, string path, IgnoreRules? rules) =>
        !file.Attributes.HasFlag(FileAttributes.ReparsePoint) && !file.Attributes.HasFlag(FileAttributes.Device) && file.Length > 0 && file.Length <= maxBytes && IsPlain(file.Name)
        && !UnwantedFiles.IsSecretName(file.Name) && !UnwantedFiles.IsGenerated(file.Name) && rules?.Ignores(path, isFolder: false) is not true;

    /// <summary>A name is written into prompts: one with line breaks or other control characters is not.</summary>
    private static bool IsPlain(string name) => !name.Any(char.IsControl);

    private static VaultFile Describe(FileInfo file, string path) => new(path, file.Length, file.LastWriteTimeUtc.Ticks);
}
