using Microsoft.EntityFrameworkCore;

namespace TokenPak.Telemetry.Data;

/// <summary>Postgres has every type that the model needs.</summary>
internal sealed class PostgresTelemetryDbContext(DbContextOptions<PostgresTelemetryDbContext> options) : TelemetryDbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<SessionRecord>().Property(s => s.Id).UseIdentityByDefaultColumn().HasIdentityOptions(startValue: SessionRecord.FirstId + 1);
    }
}
