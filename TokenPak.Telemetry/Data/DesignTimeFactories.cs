using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace TokenPak.Telemetry.Data;

/// <summary>For <c>dotnet ef</c> alone, which only reads the model: no server is asked.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteTelemetryDbContext>
{
    public SqliteTelemetryDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteTelemetryDbContext>().UseSqlite("Data Source=:memory:").Options);
}

/// <inheritdoc cref="SqliteDesignTimeFactory"/>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresTelemetryDbContext>
{
    public PostgresTelemetryDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresTelemetryDbContext>().UseNpgsql("Host=localhost").Options);
}
