using Microsoft.EntityFrameworkCore;

namespace TokenPak.Telemetry.Data;

/// <summary>The tables that are kept up as rows arrive, so that no answer has to look at many rows.</summary>
internal static class Rollups
{
    public static void Configure(ModelBuilder model)
    {
        Periods<HourlyTotals>(model, "hourly_totals");
        Periods<DailyTotals>(model, "daily_totals");
        model.Entity<SessionHour>(hour =>
        {
            hour.ToTable("session_hours");
            hour.HasKey(h => new { h.SessionId, h.Start, h.Provider, h.Model, h.Agent });
        });
        model.Entity<ClientSession>(session =>
        {
            session.ToTable("client_sessions");
            session.HasKey(s => s.SessionId);
            session.HasIndex(s => new { s.LastSeen, s.SessionId }).HasDatabaseName("ix_client_sessions_last_seen");
        });
        model.Entity<Conversation>(conversation =>
        {
            conversation.ToTable("conversations");
            conversation.HasKey(c => new { c.Id, c.Arm });
            conversation.Property(c => c.Arm).HasConversion<short>();
            conversation.HasIndex(c => c.FirstSeen).HasDatabaseName("ix_conversations_first_seen");
        });
        Latencies<HourlyLatency>(model, "hourly_latencies");
        Latencies<DailyLatency>(model, "daily_latencies");
        Stages<HourlyStages>(model, "hourly_stages");
        Stages<DailyStages>(model, "daily_stages");
        model.Entity<PeriodVersion>(version =>
        {
            version.ToTable("period_versions");
            version.HasKey(v => new { v.IsDay, v.Start });
        });
        model.Entity<RetentionRecord>(retention =>
        {
            retention.ToTable("retention");
            retention.Property(r => r.Id).ValueGeneratedNever();
        });
    }

    private static void Periods<T>(ModelBuilder model, string table) where T : PeriodTotals => model.Entity<T>(period =>
    {
        period.ToTable(table);
        period.HasKey(p => new { p.Start, p.Provider, p.Model, p.Agent });
    });

    private static void Latencies<T>(ModelBuilder model, string table) where T : LatencyCount => model.Entity<T>(latency =>
    {
        latency.ToTable(table);
        latency.HasKey(l => new { l.Start, l.Provider, l.Model, l.Kind, l.Bucket });
        latency.Property(l => l.Kind).HasConversion<short>();
    });

    private static void Stages<T>(ModelBuilder model, string table) where T : StageTotals => model.Entity<T>(stage =>
    {
        stage.ToTable(table);
        stage.HasKey(s => new { s.Start, s.Provider, s.Model, s.Agent, s.Stage });
    });
}
