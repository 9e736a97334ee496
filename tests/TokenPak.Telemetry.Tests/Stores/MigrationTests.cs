using Microsoft.EntityFrameworkCore;
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
