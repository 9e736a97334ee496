using TokenPak.TestKit.Products;

namespace TokenPak.Compiler.Tests.Vault;

/// <summary>A folder of documents, and beside it the place of its index.</summary>
internal sealed class VaultFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public VaultFolder() => Directory.CreateDirectory(Root);

    public string Root => Path.Combine(_folder.Path, "documents");

    public string Index => Path.Combine(_folder.Path, "index");

    public (string Key, string Value)[] Settings => [("TokenPak:Vault:Path", Root), ("TokenPak:Vault:IndexPath", Index)];

    public string Write(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? Root);
        File.WriteAllText(full, text);
        return full;
    }

    public void Dispose() => _folder.Dispose();
}
