using System.Text;
using Microsoft.EntityFrameworkCore;

namespace TokenPak.Telemetry.Data;

/// <summary>The one model; a subclass per provider carries the provider's column types and migrations.</summary>
internal abstract class TelemetryDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<RequestRecord> Requests => Set<RequestRecord>();

    public DbSet<SessionRecord> Sessions => Set<SessionRecord>();

    public DbSet<InstanceRecord> Instances => Set<InstanceRecord>();

    public DbSet<HourlyTotals> HourlyTotals => Set<HourlyTotals>();

    public DbSet<DailyTotals> DailyTotals => Set<DailyTotals>();

    public DbSet<SessionHour> SessionHours => Set<SessionHour>();

    public DbSet<ClientSession> ClientSessions => Set<ClientSession>();

    public DbSet<Conversation> Conversations => Set<Conversation>();

    public DbSet<HourlyLatency> HourlyLatencies => Set<HourlyLatency>();

    public DbSet<DailyLatency> DailyLatencies => Set<DailyLatency>();

    public DbSet<HourlyStages> HourlyStages => Set<HourlyStages>();

    public DbSet<DailyStages> DailyStages => Set<DailyStages>();

    public DbSet<PeriodVersion> PeriodVersions => Set<PeriodVersion>();

    public DbSet<RetentionRecord> Retention => Set<RetentionRecord>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<RequestRecord>(request =>
        {
            request.ToTable("requests");
            request.HasKey(r => r.Id);
            request.Property(r => r.Dialect).HasConversion<short>();
            request.Property(r => r.Outcome).HasConversion<short>();
            request.Property(r => r.Mode).HasConversion<short>();
            request.Property(r => r.UsageSource).HasConversion<short>();
            request.Property(r => r.Arm).HasConversion<short?>();

            // Every list is newest first; the filters that can be rare have an index of their own, so that no page scans the table.
            request.HasIndex(r => new { r.Timestamp, r.Id }).HasDatabaseName("ix_requests_timestamp");
            request.HasIndex(r => new { r.Model, r.Timestamp }).HasDatabaseName("ix_requests_model");
            request.HasIndex(r => new { r.Provider, r.Timestamp }).HasDatabaseName("ix_requests_provider");
            request.HasIndex(r => new { r.SessionId, r.Timestamp }).HasDatabaseName("ix_requests_session").HasFilter("session_id IS NOT NULL");
            request.HasIndex(r => new { r.Agent, r.Timestamp }).HasDatabaseName("ix_requests_agent").HasFilter("agent IS NOT NULL");
            request.HasIndex(r => new { r.StatusCode, r.Timestamp }).HasDatabaseName("ix_requests_failed").HasFilter("status_code >= 300");
        });
        modelBuilder.Entity<SessionRecord>(session =>
        {
            session.ToTable("sessions");
            session.HasKey(s => s.Id);
        });
        modelBuilder.Entity<InstanceRecord>(instance =>
        {
            instance.ToTable("instances");
            instance.HasKey(i => i.Instance);
        });
        Rollups.Configure(modelBuilder);

        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(SnakeCase(property.Name));
        }
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i])) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
