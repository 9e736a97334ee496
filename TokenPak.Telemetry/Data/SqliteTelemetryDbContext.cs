using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace TokenPak.Telemetry.Data;

/// <summary>SQLite knows neither times nor GUIDs: microseconds since 1970, and bytes in the order that Postgres compares.</summary>
internal sealed class SqliteTelemetryDbContext(DbContextOptions<SqliteTelemetryDbContext> options) : TelemetryDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMicroseconds>();
        configurationBuilder.Properties<Guid>().HaveConversion<GuidBytes>();
    }

    private sealed class UnixMicroseconds() : ValueConverter<DateTimeOffset, long>(
        time => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
        stored => new DateTimeOffset((stored * TimeSpan.TicksPerMicrosecond) + DateTimeOffset.UnixEpoch.Ticks, TimeSpan.Zero));

    private sealed class GuidBytes() : ValueConverter<Guid, byte[]>(
        id => id.ToByteArray(true),
        stored => new Guid(stored, true));
}
