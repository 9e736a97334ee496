using Microsoft.Extensions.DependencyInjection;
using TokenPak.Compiler.Compilation;
using TokenPak.Compiler.Tests.Support;
using TokenPak.Compiler.Vault.Indexing;
using TokenPak.Compiler.Vault.Injection;
using TokenPak.Compiler.Vault.Serving;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Tokens;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Vault;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Compiler.Tests.Vault;

/// <summary>What the vault allocates while a request waits.</summary>
public sealed class VaultAllocationTests : IAsyncLifetime
{
    private const int Turns = 200;
    private const int Rounds = 200;

    /// <summary>Bytes for each turn of the user's in the history: its place, its key and its memo.</summary>
    private const int TurnBudget = 512;

    /// <summary>Bytes of a lookup that was made before, beside the query's own.</summary>
    private const int KnownLookupBudget = 256;

    /// <summary>Bytes of a new lookup among some thousand chunks, Lucene's own included; its texts come on top.</summary>
    private const int LookupBudget = 320 * 1024;

    private const string Question = "How does the zebra importer retry a failed batch?";

    private readonly VaultFolder _vault = new();
    private CompilerUnderTest? _compiler;

    private CompilerUnderTest Compiler => _compiler ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _vault.Write("zebra.md", "# Zebra importer\nThe zebra importer retries a failed batch three times, and then parks it.");
        for (var i = 0; i < 40; i++) _vault.Write($"part{i}.md", string.Concat(Enumerable.Range(0, 50).Select(n => $"# Part {n} of {i}\nThe importer number {n} reads batch {i * n} of the {(n % 2 == 0 ? "zebra" : "heron")} table.\n\n")));
        _compiler = await CompilerUnderTest.StartAsync(_vault.Settings);
        await Eventually.HoldsAsync(async () => (await _compiler.Services.GetRequiredService<IVault>().GetOverviewAsync(default)).State == "ready", "the vault to be indexed");
    }

    public async ValueTask DisposeAsync()
    {
        if (_compiler is not null) await _compiler.DisposeAsync();
        _vault.Dispose();
    }

    [Fact]
    public async Task LaterTurnOfALongConversation_AllocatesLittleForEachTurn()
    {
        string[] history = [.. Enumerable.Range(0, Turns).SelectMany(i => (string[])[$"user:And what of port {i}?", "model:It is open."])];
        await Compiler.Compiler.CompileAsync(Conversation.Request(ApiDialect.OpenAIChat, Conversation.Body(ApiDialect.OpenAIChat, [.. history, "user:" + Question])), default);
        var request = Conversation.Request(ApiDialect.OpenAIChat, Conversation.Body(ApiDialect.OpenAIChat, [.. history, "user:" + Question, "model:Three times.", "tool:done"]), VaultChoice.Auto);
        var plan = CompressionEngine.Plan(request.ToEngine(null));
        var injector = Compiler.Services.GetRequiredService<VaultInjector>();
        var counter = TokenCounter.For(TokenEncoding.O200kBase);
        var nothing = new CompileResult { Splices = [], TokensBefore = 1000, TokensAfter = 1000 };

        VaultInjection? added = null;
        var allocated = Least(() =>
        {
            var turns = injector.Begin(plan) ?? throw new InvalidOperationException("No vault is configured.");
            added = injector.Apply(turns, request, nothing, counter).Vault;
        });

        Assert.Equal(1, added?.MessagesSentBefore);
        Assert.True(allocated <= Turns * TurnBudget, $"{allocated:N0} bytes for {Turns} turns");
    }

    [Fact]
    public void LookupMadeBefore_AllocatesNextToNothing()
    {
        var search = Compiler.Services.GetRequiredService<VaultSearch>();
        Assert.True(search.TryFind(Question, 9, out _));

        var allocated = Least(() => search.TryFind(Question, 9, out _));

        Assert.True(allocated <= KnownLookupBudget, $"{allocated:N0} bytes");
    }

    [Fact]
    public void NewLookup_AllocatesABoundedAmount()
    {
        var index = Compiler.Services.GetRequiredService<VaultService>().Index ?? throw new InvalidOperationException("No index.");
        IReadOnlyList<ScoredChunk> found = [];

        var allocated = Least(() => found = index.Search(Question, 9));

        Assert.Equal(9, found.Count);
        Assert.True(allocated <= LookupBudget, $"{allocated:N0} bytes");
    }

    /// <summary>The least of some rounds: pools are filled by the first, and the runtime optimises the code meanwhile.</summary>
    private static long Least(Action action)
    {
        var least = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
