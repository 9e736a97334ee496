using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Retention;
using TokenPak.Telemetry.Storing;
using TokenPak.Telemetry.Tests.Hosting;

namespace TokenPak.Telemetry.Tests.Stores;

public abstract class RetentionTests : StoreTestBase
{
    [Fact]
    public async Task OldRows_Go_AndTheirSumsStay_AlsoAfterARebuild()
    {
        await Host.StoreAsync(
            Events.Chat("a", Events.Noon.AddDays(-40)) with { SessionId = "old" },
            Events.Chat("a", Events.Noon.AddDays(-30)) with { SessionId = "both" },
            Events.Chat("b", Events.Noon) with { SessionId = "both" });
        var before = await SumsAsync();
        Assert.Equal(1, await Deletion(30).RunAsync(CancellationToken.None));
        Assert.Equal(2, (await Host.RecentAsync()).Count);
        Assert.Equal(before, await SumsAsync());
        await Host.Services.GetRequiredService<RollupRebuild>().RunAsync(CancellationToken.None);
        Assert.Equal(before, await SumsAsync());

        Assert.Equal(1, await Deletion(1).RunAsync(CancellationToken.None));
        await Host.Services.GetRequiredService<RollupRebuild>().RunAsync(CancellationToken.None);
        Assert.Equal(before, await SumsAsync());
    }

    [Fact]
    public void Default_KeepsAll() => Assert.False(Host.Services.GetRequiredService<RowDeletion>().IsOn);

    private RowDeletion Deletion(int days) => new(
        Host.Services.GetRequiredService<IDbContextFactory<TelemetryDbContext>>(), Host.Services.GetRequiredService<IStoreWriter>(), Options.Create(new RetentionOptions { RetentionDays = days }), Host.Time);

    private async Task<string> SumsAsync()
    {
        var series = await Host.Statistics.GetSeriesAsync(new PeriodQuery(), CancellationToken.None);
        var sessions = await Host.Statistics.GetSessionsAsync(new SessionsQuery(), CancellationToken.None);
        var models = await Host.Statistics.GetModelsAsync(new PeriodQuery(), CancellationToken.None);
        return System.Text.Json.JsonSerializer.Serialize((object[])[series, sessions, models]);
    }
}

public sealed class SqliteRetentionTests : RetentionTests
{
    private readonly SqliteFile _file = new();

    protected override Task<string> ConnectionAsync() => Task.FromResult(_file.ConnectionString);

    protected override void Cleanup() => _file.Dispose();
}

public sealed class PostgresRetentionTests(PostgresFixture postgres) : RetentionTests
{
    protected override Task<string> ConnectionAsync() => postgres.DatabaseAsync();
}
