using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TokenPak.Compiler.Caching;
using TokenPak.Compiler.Compilation;
using TokenPak.Compiler.Originals;
using TokenPak.Compiler.Tests.Support;
using TokenPak.Contracts.Originals;
using TokenPak.TestKit.Servers;

namespace TokenPak.Compiler.Tests.Originals;

public sealed class OriginalStoreTests
{
    private const string Tenant = "tenant-a";

    [Fact]
    public async Task Keep_ThenFind_GivesTheTextToItsTenantAlone()
    {
        await using var compiler = await CompilerUnderTest.StartAsync();
        var store = compiler.Services.GetRequiredService<IOriginalStore>();

        Assert.True(await store.KeepAsync(Tenant, [Bytes("the whole log")], default));
        var id = store.IdOf(Tenant, Bytes("the whole log").Span);

        Assert.Equal("the whole log", Text(await store.FindAsync(Tenant, id, default)));
        Assert.Equal("the whole log", Text(await store.FindAsync(null, id, default)));
        Assert.Null(await store.FindAsync("tenant-b", id, default));
        Assert.NotEqual(id, store.IdOf("tenant-b", Bytes("the whole log").Span));
        var state = (await compiler.Compiler.GetStatusAsync(default)).Originals;
        Assert.Equal((1L, 1L, 2L, 1L), (state?.Entries, state?.Kept, state?.Retrieved, state?.NotFound));
    }

    [Fact]
    public async Task Keep_BeyondTheRoom_DropsTheOldestAndCountsThem()
    {
        await using var compiler = await CompilerUnderTest.StartAsync(("TokenPak:Originals:Megabytes", "1"));
        var store = compiler.Services.GetRequiredService<IOriginalStore>();
        var texts = Enumerable.Range(0, 30).Select(i => Bytes(new string((char)('a' + (i % 26)), 100_000) + i)).ToList();

        foreach (var text in texts) Assert.True(await store.KeepAsync(Tenant, [text], default));

        Assert.NotNull(await store.FindAsync(Tenant, store.IdOf(Tenant, texts[^1].Span), default));
        Assert.Null(await store.FindAsync(Tenant, store.IdOf(Tenant, texts[0].Span), default));
        await TestKit.Waiting.Eventually.HoldsAsync(async () => (await compiler.Compiler.GetStatusAsync(default)).Originals is { Evictions: >= 15, Bytes: <= 1024 * 1024 }, "the evictions to be counted");
    }

    [Fact]
    public async Task Keep_TooLargeOrSwitchedOff_SaysThatItIsNotKept()
    {
        await using var small = await CompilerUnderTest.StartAsync(("TokenPak:Originals:MaxKilobytes", "1"));
        await using var off = await CompilerUnderTest.StartAsync(("TokenPak:Originals:Enabled", "false"));

        Assert.False(await small.Services.GetRequiredService<IOriginalStore>().KeepAsync(Tenant, [Bytes(new string('x', 2000))], default));
        Assert.False(await off.Services.GetRequiredService<IOriginalStore>().KeepAsync(Tenant, [Bytes("x")], default));
        Assert.Equal(1, (await small.Compiler.GetStatusAsync(default)).Originals?.Refused);
    }

    [Fact]
    public async Task Original_UnusedForItsTime_IsGone_AndRefreshedItLives()
    {
        var time = new FakeTimeProvider();
        await using var compiler = await CompilerUnderTest.StartAsync();
        var options = Options.Create(new OriginalsOptions { TtlSeconds = 100 });
        using var store = new OriginalStore(options, Options.Create(new CompilerOptions()), Options.Create(new SecretOptions()), compiler.Services.GetRequiredService<RedisConnection>(), time);
        await store.KeepAsync(Tenant, [Bytes("one"), Bytes("two")], default);
        var (one, two) = (store.IdOf(Tenant, Bytes("one").Span), store.IdOf(Tenant, Bytes("two").Span));

        time.Advance(TimeSpan.FromSeconds(70));
        store.Refresh([one]);
        time.Advance(TimeSpan.FromSeconds(70));

        Assert.Equal("one", Text(await store.FindAsync(Tenant, one, default)));
        Assert.Null(await store.FindAsync(Tenant, two, default));
    }

    [Fact]
    public async Task Redis_HasThemForOtherReplicas_WithALifetime()
    {
        await using var redis = await RedisServer.StartAsync();
        (string, string)[] settings = [("ConnectionStrings:cache", redis.ConnectionString), ("TokenPak:HashKey", "shared")];
        await using var one = await CompilerUnderTest.StartAsync(settings);
        await using var other = await CompilerUnderTest.StartAsync(settings);
        await one.ConnectedAsync();
        await other.ConnectedAsync();

        Assert.True(await one.Services.GetRequiredService<IOriginalStore>().KeepAsync(Tenant, [Bytes("shared text")], default));
        var store = other.Services.GetRequiredService<IOriginalStore>();
        var id = store.IdOf(Tenant, Bytes("shared text").Span);

        Assert.Equal("shared text", Text(await store.FindAsync(Tenant, id, default)));
        Assert.Null(await store.FindAsync("tenant-b", id, default));
        await using var view = await RedisView.OpenAsync(redis);
        Assert.All(view.RawKeys(), key => Assert.StartsWith("tpo:", Encoding.Latin1.GetString((byte[])key!), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Redis_ConfiguredAndAway_KeepsNothing()
    {
        await using var compiler = await CompilerUnderTest.StartAsync(("ConnectionStrings:cache", "127.0.0.1:1,abortConnect=false"));

        Assert.False(await compiler.Services.GetRequiredService<IOriginalStore>().KeepAsync(Tenant, [Bytes("x")], default));
    }

    [Fact]
    public async Task Query_ByLinesOrWords_GivesTheParts()
    {
        await using var compiler = await CompilerUnderTest.StartAsync();
        var text = Bytes(string.Join('\n', Enumerable.Range(1, 100).Select(i => i % 40 == 0 ? $"line {i} ERROR" : $"line {i}")));
        var store = compiler.Services.GetRequiredService<IOriginalStore>();
        await store.KeepAsync(Tenant, [text], default);
        using var client = new HttpClient { BaseAddress = compiler.Address };

        var whole = await AskAsync(new OriginalQuery { Id = store.IdOf(Tenant, text.Span), Tenant = Tenant });
        var lines = await AskAsync(new OriginalQuery { Id = store.IdOf(Tenant, text.Span), Tenant = Tenant, From = 98, To = 200 });
        var errors = await AskAsync(new OriginalQuery { Id = store.IdOf(Tenant, text.Span), Tenant = Tenant, Search = "error", Context = 1 });
        using var other = await client.PostAsJsonAsync("/originals", new OriginalQuery { Id = store.IdOf(Tenant, text.Span), Tenant = "tenant-b" });

        Assert.Equal((1, 100, Text(text)), (Assert.Single(whole!.Parts).From, whole.Parts[0].To, whole.Parts[0].Text));
        Assert.Equal("line 98\nline 99\nline 100", Assert.Single(lines!.Parts).Text);
        Assert.Equal(2, errors!.Matches);
        Assert.Equal(["line 39\nline 40 ERROR\nline 41", "line 79\nline 80 ERROR\nline 81"], errors.Parts.Select(part => part.Text));
        Assert.Equal(System.Net.HttpStatusCode.NoContent, other.StatusCode);

        async Task<OriginalText?> AskAsync(OriginalQuery query) => await (await client.PostAsJsonAsync("/originals", query)).Content.ReadFromJsonAsync<OriginalText>();
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string? Text(ReadOnlyMemory<byte>? bytes) => bytes is { } text ? Encoding.UTF8.GetString(text.Span) : null;
}
