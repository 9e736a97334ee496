using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Tests.Hosting;

namespace TokenPak.Telemetry.Tests.Stores;

public sealed class MigrationTests(PostgresFixture postgres)
{
    [Fact]
    public void Sqlite_NoMigrationIsPending()
    {
        using var db = new SqliteDesignTimeFactory().CreateDbContext([]);
        Assert.False(db.Database.HasPendingModelChanges(), "dotnet ef migrations add <name> --project TokenPak.Telemetry --context SqliteTelemetryDbContext -o Data/Migrations/Sqlite");
    }

    [Fact]
    public void Postgres_NoMigrationIsPending()
    {
        using var db = new PostgresDesignTimeFactory().CreateDbContext([]);
        Assert.False(db.Database.HasPendingModelChanges(), "dotnet ef migrations add <name> --project TokenPak.Telemetry --context PostgresTelemetryDbContext -o Data/Migrations/Postgres");
    }

    [Fact]
    public async Task Migrate_RunsAndEnds_AndMayRunAgain()
    {
        var connection = await postgres.EmptyDatabaseAsync();
        await using (var first = TelemetryProgram.Start(connection, "migrate")) await first.ExitsWithAsync(0);
        await using (var again = TelemetryProgram.Start(connection, "migrate")) await again.ExitsWithAsync(0);

        await using var db = PostgresFixture.Context(connection);
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.Empty(await db.Requests.ToListAsync());
    }

    [Fact]
    public async Task Migrate_OfAnOlderDatabase_KeepsItsRows_AndMakesTheRollups()
    {
        using var file = new StoreTestBase.SqliteFile();
        Directory.CreateDirectory(Path.GetDirectoryName(file.ConnectionString["Data Source=".Length..]) ?? "");
        var postgresConnection = await postgres.EmptyDatabaseAsync();
        await using (var old = PostgresFixture.Context(postgresConnection)) await FillOldAsync(old, "'2026-11-24T11:30:00Z'", "'019f0000-0000-7000-8000-000000000001'", "false");
        await using (var old = new SqliteTelemetryDbContext(new DbContextOptionsBuilder<SqliteTelemetryDbContext>().UseSqlite(file.ConnectionString).Options))
            await FillOldAsync(old, "1795519800000000", "x'019f0000000070008000000000000001'", "0");

        await using (var migrate = TelemetryProgram.Start(postgresConnection, "migrate")) await migrate.ExitsWithAsync(0);
        foreach (var connection in new[] { postgresConnection, file.ConnectionString })
        {
            await using var host = await TelemetryHost.StartAsync(connection);
            var row = Assert.Single(await host.RecentAsync());
            Assert.Equal((Events.Noon.AddMinutes(-30), "old", 100L), (row.Timestamp, row.Model, row.InputTokens));
            Assert.Equal(100, Assert.Single((await host.Statistics.GetModelsAsync(new(), CancellationToken.None)).Models).SentInputTokens);
            Assert.Equal(1, (await host.SnapshotAsync()).Session.Requests);
        }
    }

    /// <summary>One row as the first version stored it, beside the totals of the version before this one.</summary>
    private static async Task FillOldAsync(TelemetryDbContext db, string time, string id, string no)
    {
        var before = db.Database.GetMigrations().Single(m => m.EndsWith("_HourlyTotals", StringComparison.Ordinal));
        await db.GetService<IMigrator>().MigrateAsync(before);
#pragma warning disable EF1002 // Constants of this test.
        await db.Database.ExecuteSqlRawAsync(
            $"""
            INSERT INTO requests (id, timestamp, dialect, request_type, endpoint, model, status_code, outcome, is_error, streamed, mode, cache_breaks, compile_cache_hits, compile_cache_misses, usage_source, input_tokens, tokens_saved, subscription)
            VALUES ({id}, {time}, 0, 'chat', '/', 'old', 200, 0, {no}, {no}, 0, 0, 0, 0, 0, 100, 0, {no});
            INSERT INTO hourly_totals VALUES ({time}, '', 'old', '', '', 1, 0, 1, 100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
            """);
#pragma warning restore EF1002
    }

    [Fact]
    public async Task Rebuild_RunsAndEnds()
    {
        var connection = await postgres.DatabaseAsync();
        await using var rebuild = TelemetryProgram.Start(connection, "rebuild");
        await rebuild.ExitsWithAsync(0);
        Assert.Contains("0 rows", rebuild.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_WithoutADatabase_SaysSoInOneLine()
    {
        await using var program = TelemetryProgram.Start("Host=127.0.0.1;Port=1;Timeout=2", "migrate");
        await program.ExitsWithAsync(1);
        Assert.Contains("telemetrydb", Assert.Single(program.Lines()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData()]
    [InlineData("migrate")]
    public async Task Service_WithoutItsConnection_SaysSoInOneLine(params string[] arguments)
    {
        await using var program = TelemetryProgram.Start(null, arguments);
        await program.ExitsWithAsync(1);
        Assert.Contains("ConnectionStrings:telemetrydb", Assert.Single(program.Lines()), StringComparison.Ordinal);
    }
}
