using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TokenPak.Compiler.Tests.Support;
using TokenPak.Compiler.Vault.Serving;
using TokenPak.Contracts.Vault;
using TokenPak.TestKit.Products;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Compiler.Tests.Vault;

/// <summary>Indexing ahead, as <c>tokenpak index</c> does it.</summary>
public sealed class VaultIndexingTests : IDisposable
{
    private readonly VaultFolder _vault = new();
    private readonly TemporaryFolder _data = new();

    public void Dispose()
    {
        _vault.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task Index_MadeAhead_IsTheOneThatTheCompilerFinds()
    {
        _vault.Write("a.md", "about zebras");
        _vault.Write("b.md", "about quaggas");

        var report = VaultIndexing.Run(Configuration, _vault.Root, null, default);
        await using var compiler = await CompilerUnderTest.StartAsync(("TokenPak:DataPath", _data.Path), ("TokenPak:Vault:Path", _vault.Root));
        await ReadyAsync(compiler);

        Assert.Equal((2, 2, 2L), (report?.Files, report?.Changed, report?.Chunks));
        Assert.Equal(0, compiler.Services.GetRequiredService<VaultService>().Summary?.Changed);
    }

    [Fact]
    public async Task Index_WhileACompilerHasIt_IsLeftToIt()
    {
        _vault.Write("a.md", "about zebras");
        await using var compiler = await CompilerUnderTest.StartAsync(("TokenPak:DataPath", _data.Path), ("TokenPak:Vault:Path", _vault.Root));
        await ReadyAsync(compiler);

        Assert.Null(VaultIndexing.Run(Configuration, _vault.Root, null, default));
    }

    [Fact]
    public void Index_OfTheUsersFiles_IsReadableByTheirOwnerAlone()
    {
        _vault.Write("a.md", "about zebras");
        VaultIndexing.Run(Configuration, _vault.Root, null, default);

        if (OperatingSystem.IsWindows()) return;
        var folder = Assert.Single(Directory.GetDirectories(Path.Combine(_data.Path, "vault")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }

    private IConfiguration Configuration => new ConfigurationBuilder().AddInMemoryCollection([new("TokenPak:DataPath", _data.Path)]).Build();

    private static Task ReadyAsync(CompilerUnderTest compiler) =>
        Eventually.HoldsAsync(async () => (await compiler.Services.GetRequiredService<IVault>().GetOverviewAsync(default)).State == "ready", "the vault to be indexed");
}
