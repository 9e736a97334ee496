using System.Net.Http.Json;
using System.Text.Json;

[assembly: AssemblyFixture(typeof(TokenPak.EndToEnd.Tests.Vault.VaultProduct))]

namespace TokenPak.EndToEnd.Tests.Vault;

/// <summary>A product with a vault of a few files.</summary>
public sealed class VaultProduct : IAsyncLifetime
{
    public const string Chunk = "# Ferry timetable\nThe ferry Gullbringa leaves Harstad at 07:40 and carries nobody in storms. ```not the end```";

    private readonly TemporaryFolder _folder = new();
    private ProductUnderTest? _product;

    public ProductUnderTest Product => _product ?? throw new InvalidOperationException("The fixture has not started.");

    public string Folder => Path.Combine(_folder.Path, "documents");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, "ferries.md"), Chunk);
        for (var i = 0; i < 10; i++) await File.WriteAllTextAsync(Path.Combine(Folder, $"note{i}.md"), $"# Note {i}\nSomething about buses, trains and bicycles, number{i}.");
        _product = await ProductShape.StartAsync(new ProductOptions
        {
            Environment = new Dictionary<string, string>
            {
                ["TOKENPAK_VAULT_PATH"] = Folder,
                ["TokenPak__Vault__IndexPath"] = Path.Combine(_folder.Path, "index"),
                ["TokenPak__Vault__MinPromptTokens"] = "0",
                ["TokenPak__Holdout__Share"] = "0",
            },
        });
        await Eventually.HoldsAsync(async () => (await GetAsync("/vault")).GetProperty("state").GetString() == "ready", "the vault to be indexed");
    }

    public async Task<JsonElement> GetAsync(string path) => await Product.Client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    public async ValueTask DisposeAsync()
    {
        if (_product is not null) await _product.DisposeAsync();
        _folder.Dispose();
    }
}
