namespace TokenPak.VaultMeasures;

/// <summary>A folder that goes with its owner.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly List<string> _subs = [];

    public string Path { get; } = Directory.CreateTempSubdirectory("tokenpak-vault-").FullName;

    public string Sub(string name)
    {
        var path = Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;
        _subs.Add(path);
        return path;
    }

    public double Megabytes(int sub) => new DirectoryInfo(_subs[sub]).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) / (1024.0 * 1024);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
