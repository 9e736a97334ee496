using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using TokenPak.Compiler.Tests.Support;
using TokenPak.Contracts.Vault;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Compiler.Tests.Vault;

public sealed class VaultServiceTests : IDisposable
{
    private readonly VaultFolder _vault = new();

    public void Dispose() => _vault.Dispose();

    [Fact]
    public async Task Overview_NoPath_IsOffWithNullCounts()
    {
        await using var compiler = await CompilerUnderTest.StartAsync();

        var overview = await VaultOf(compiler).GetOverviewAsync(default);

        Assert.Equal((false, "off", null, null), (overview.Available, overview.State, overview.Blocks, overview.Path));
        Assert.Empty((await VaultOf(compiler).SearchAsync("anything", 5, default)).Results);
    }

    [Fact]
    public async Task Change_WhileItRuns_IsFoundWithinTwoSeconds()
    {
        _vault.Write("a.md", "about zebras");
        await using var compiler = await ReadyAsync();

        _vault.Write("sub/b.md", "about quaggas");
        await FindsAsync(compiler, "quaggas", TimeSpan.FromSeconds(2));
        File.Delete(Path.Combine(_vault.Root, "a.md"));
        await Eventually.HoldsAsync(async () => (await VaultOf(compiler).SearchAsync("zebras", 5, default)).Results.Count == 0, "the deleted file to go", TimeSpan.FromSeconds(2));
        Directory.Move(Path.Combine(_vault.Root, "sub"), Path.Combine(_vault.Root, "moved"));
        await Eventually.HoldsAsync(
            async () => (await VaultOf(compiler).SearchAsync("quaggas", 5, default)).Results is [{ SourcePath: "moved/b.md" }], "the moved folder to be found", TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task IgnoreRule_WrittenWhileItRuns_TakesFilesOut()
    {
        _vault.Write("notes/a.md", "about zebras");
        await using var compiler = await ReadyAsync();

        _vault.Write(".gitignore", "notes/\n");

        await Eventually.HoldsAsync(async () => (await VaultOf(compiler).SearchAsync("zebras", 5, default)).Results.Count == 0, "the ignored folder to go");
    }

    [Fact]
    public async Task Endpoints_OverHttp_SayWhatTheVaultSays()
    {
        _vault.Write("a.md", "# Zebras\nAbout zebras.");
        await using var compiler = await ReadyAsync();
        using var client = new HttpClient { BaseAddress = compiler.Address };

        var overview = await client.GetFromJsonAsync("/vault", VaultJsonContext.Default.VaultOverview);
        using var answer = await client.PostAsync(new Uri("/vault/search?limit=3", UriKind.Relative), new StringContent("zebras"));
        var hit = Assert.Single((await answer.Content.ReadFromJsonAsync(VaultJsonContext.Default.VaultSearchResult))!.Results);
        var block = await client.GetFromJsonAsync($"/vault/blocks/{hit.BlockId}", VaultJsonContext.Default.VaultBlock);
        using var nothing = await client.GetAsync(new Uri("/vault/blocks/00", UriKind.Relative));

        Assert.Equal((1, 1L), (overview?.Files, overview?.Blocks));
        Assert.Equal(("a.md:1-2", "Zebras", "markdown"), (hit.Citation, hit.Title, hit.Language));
        Assert.Equal("# Zebras\nAbout zebras.", block?.Text);
        Assert.Equal(HttpStatusCode.NoContent, nothing.StatusCode);
    }

    [Fact]
    public async Task Start_FolderMissing_PromptsGoWithoutIt()
    {
        await using var compiler = await CompilerUnderTest.StartAsync(("TokenPak:Vault:Path", Path.Combine(_vault.Root, "gone")), ("TokenPak:Vault:IndexPath", _vault.Index));

        await Eventually.HoldsAsync(async () => (await VaultOf(compiler).GetOverviewAsync(default)).State == "failed", "the vault to say so");

        Assert.NotEmpty((await compiler.Compiler.CompileAsync(Bodies.Request(Bodies.Chat(2)), default)).Splices);
    }

    private static IVault VaultOf(CompilerUnderTest compiler) => compiler.Services.GetRequiredService<IVault>();

    private static Task FindsAsync(CompilerUnderTest compiler, string word, TimeSpan within) =>
        Eventually.HoldsAsync(async () => (await VaultOf(compiler).SearchAsync(word, 5, default)).Results.Count > 0, $"{word} to be found", within);

    private async Task<CompilerUnderTest> ReadyAsync()
    {
        var compiler = await CompilerUnderTest.StartAsync(_vault.Settings);
        await Eventually.HoldsAsync(async () => (await VaultOf(compiler).GetOverviewAsync(default)).State == "ready", "the vault to be indexed");
        return compiler;
    }
}
