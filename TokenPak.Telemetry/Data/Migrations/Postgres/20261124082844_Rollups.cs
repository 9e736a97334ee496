using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TokenPak.Telemetry.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Rollups : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The totals get another key: they are made anew from the rows after the migration.
            migrationBuilder.DropTable(
                name: "hourly_totals");

            migrationBuilder.CreateTable(
                name: "hourly_totals",
                columns: table => new
                {
                    start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    model = table.Column<string>(type: "text", nullable: false),
                    agent = table.Column<string>(type: "text", nullable: false),
                    requests = table.Column<long>(type: "bigint", nullable: false),
                    errors = table.Column<long>(type: "bigint", nullable: false),
                    turns = table.Column<long>(type: "bigint", nullable: false),
                    unpriced = table.Column<long>(type: "bigint", nullable: false),
                    counted = table.Column<long>(type: "bigint", nullable: false),
                    unmetered = table.Column<long>(type: "bigint", nullable: false),
                    input_tokens = table.Column<long>(type: "bigint", nullable: false),
                    uncached_input_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_read_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_creation_tokens = table.Column<long>(type: "bigint", nullable: false),
                    output_tokens = table.Column<long>(type: "bigint", nullable: false),
                    reasoning_tokens = table.Column<long>(type: "bigint", nullable: false),
                    tokens_saved = table.Column<long>(type: "bigint", nullable: false),
                    saved_first_sent = table.Column<long>(type: "bigint", nullable: false),
                    saved_resent = table.Column<long>(type: "bigint", nullable: false),
                    cache_breaks = table.Column<long>(type: "bigint", nullable: false),
                    compile_cache_hits = table.Column<long>(type: "bigint", nullable: false),
                    compile_cache_misses = table.Column<long>(type: "bigint", nullable: false),
                    cost_nanos = table.Column<long>(type: "bigint", nullable: false),
                    subscription_cost_nanos = table.Column<long>(type: "bigint", nullable: false),
                    gross_saved_nanos = table.Column<long>(type: "bigint", nullable: false),
                    cache_break_nanos = table.Column<long>(type: "bigint", nullable: false),
                    net_saved_nanos = table.Column<long>(type: "bigint", nullable: false),
                    latency_micros = table.Column<long>(type: "bigint", nullable: false),
                    timed = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hourly_totals", x => new { x.start, x.provider, x.model, x.agent });
                });

            migrationBuilder.DropTable(
                name: "latency_buckets");

            migrationBuilder.AddColumn<short>(
                name: "arm",
                table: "requests",
                type: "smallint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "conversation",
                table: "requests",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "retry_count",
                table: "requests",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "tool_errors",
                table: "requests",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "client_sessions",
                columns: table => new
                {
                    session_id = table.Column<string>(type: "text", nullable: false),
                    first_seen = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    requests = table.Column<long>(type: "bigint", nullable: false),
                    errors = table.Column<long>(type: "bigint", nullable: false),
                    turns = table.Column<long>(type: "bigint", nullable: false),
                    unpriced = table.Column<long>(type: "bigint", nullable: false),
                    counted = table.Column<long>(type: "bigint", nullable: false),
                    unmetered = table.Column<long>(type: "bigint", nullable: false),
                    input_tokens = table.Column<long>(type: "bigint", nullable: false),
                    uncached_input_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_read_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_creation_tokens = table.Column<long>(type: "bigint", nullable: false),
                    output_tokens = table.Column<long>(type: "bigint", nullable: false),
                    reasoning_tokens = table.Column<long>(type: "bigint", nullable: false),
                    tokens_saved = table.Column<long>(type: "bigint", nullable: false),
                    saved_first_sent = table.Column<long>(type: "bigint", nullable: false),
                    saved_resent = table.Column<long>(type: "bigint", nullable: false),
                    cache_breaks = table.Column<long>(type: "bigint", nullable: false),
                    compile_cache_hits = table.Column<long>(type: "bigint", nullable: false),
                    compile_cache_misses = table.Column<long>(type: "bigint", nullable: false),
                    cost_nanos = table.Column<long>(type: "bigint", nullable: false),
                    subscription_cost_nanos = table.Column<long>(type: "bigint", nullable: false),
                    gross_saved_nanos = table.Column<long>(type: "bigint", nullable: false),
                    cache_break_nanos = table.Column<long>(type: "bigint", nullable: false),
                    net_saved_nanos = table.Column<long>(type: "bigint", nullable: false),
                    latency_micros = table.Column<long>(type: "bigint", nullable: false),
                    timed = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_client_sessions", x => x.session_id);
                });

            migrationBuilder.CreateTable(
                name: "conversations",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    arm = table.Column<short>(type: "smallint", nullable: false),
                    first_seen = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    turns = table.Column<long>(type: "bigint", nullable: false),
                    errors = table.Column<long>(type: "bigint", nullable: false),
                    unpriced = table.Column<long>(type: "bigint", nullable: false),
                    cost_nanos = table.Column<long>(type: "bigint", nullable: false),
                    tool_errors_known = table.Column<long>(type: "bigint", nullable: false),
                    retries_known = table.Column<long>(type: "bigint", nullable: false),
                    retries = table.Column<long>(type: "bigint", nullable: false),
                    most_tool_errors = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_conversations", x => new { x.id, x.arm });
                });

            migrationBuilder.CreateTable(
                name: "daily_latencies",
                columns: table => new
                {
                    start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    model = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    bucket = table.Column<int>(type: "integer", nullable: false),
                    requests = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_daily_latencies", x => new { x.start, x.provider, x.model, x.kind, x.bucket });
                });

            migrationBuilder.CreateTable(
                name: "daily_stages",
                columns: table => new
                {
                    start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    model = table.Column<string>(type: "text", nullable: false),
                    agent = table.Column<string>(type: "text", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    requests = table.Column<long>(type: "bigint", nullable: false),
                    blocks = table.Column<long>(type: "bigint", nullable: false),
                    tokens_saved = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_daily_stages", x => new { x.start, x.provider, x.model, x.agent, x.stage });
                });

            migrationBuilder.CreateTable(
                name: "daily_totals",
                columns: table => new
                {
                    start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    model = table.Column<string>(type: "text", nullable: false),
                    agent = table.Column<string>(type: "text", nullable: false),
                    requests = table.Column<long>(type: "bigint", nullable: false),
                    errors = table.Column<long>(type: "bigint", nullable: false),
                    turns = table.Column<long>(type: "bigint", nullable: false),
                    unpriced = table.Column<long>(type: "bigint", nullable: false),
                    counted = table.Column<long>(type: "bigint", nullable: false),
                    unmetered = table.Column<long>(type: "bigint", nullable: false),
                    input_tokens = table.Column<long>(type: "bigint", nullable: false),
                    uncached_input_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_read_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_creation_tokens = table.Column<long>(type: "bigint", nullable: false),
                    output_tokens = table.Column<long>(type: "bigint", nullable: false),
                    reasoning_tokens = table.Column<long>(type: "bigint", nullable: false),
                    tokens_saved = table.Column<long>(type: "bigint", nullable: false),
                    saved_first_sent = table.Column<long>(type: "bigint", nullable: false),
                    saved_resent = table.Column<long>(type: "bigint", nullable: false),
                    cache_breaks = table.Column<long>(type: "bigint", nullable: false),
                    compile_cache_hits = table.Column<long>(type: "bigint", nullable: false),
                    compile_cache_misses = table.Column<long>(type: "bigint", nullable: false),
                    cost_nanos = table.Column<long>(type: "bigint", nullable: false),
                    subscription_cost_nanos = table.Column<long>(type: "bigint", nullable: false),
                    gross_saved_nanos = table.Column<long>(type: "bigint", nullable: false),
                    cache_break_nanos = table.Column<long>(type: "bigint", nullable: false),
                    net_saved_nanos = table.Column<long>(type: "bigint", nullable: false),
                    latency_micros = table.Column<long>(type: "bigint", nullable: false),
                    timed = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_daily_totals", x => new { x.start, x.provider, x.model, x.agent });
                });

            migrationBuilder.CreateTable(
                name: "hourly_latencies",
                columns: table => new
                {
                    start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    model = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    bucket = table.Column<int>(type: "integer", nullable: false),
                    requests = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hourly_latencies", x => new { x.start, x.provider, x.model, x.kind, x.bucket });
                });

            migrationBuilder.CreateTable(
                name: "hourly_stages",
                columns: table => new
                {
                    start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    model = table.Column<string>(type: "text", nullable: false),
                    agent = table.Column<string>(type: "text", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    requests = table.Column<long>(type: "bigint", nullable: false),
                    blocks = table.Column<long>(type: "bigint", nullable: false),
                    tokens_saved = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hourly_stages", x => new { x.start, x.provider, x.model, x.agent, x.stage });
                });

            migrationBuilder.CreateTable(
                name: "retention",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    complete_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_retention", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "session_hours",
                columns: table => new
                {
                    start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    model = table.Column<string>(type: "text", nullable: false),
                    agent = table.Column<string>(type: "text", nullable: false),
                    session_id = table.Column<string>(type: "text", nullable: false),
                    requests = table.Column<long>(type: "bigint", nullable: false),
                    errors = table.Column<long>(type: "bigint", nullable: false),
                    turns = table.Column<long>(type: "bigint", nullable: false),
                    unpriced = table.Column<long>(type: "bigint", nullable: false),
                    counted = table.Column<long>(type: "bigint", nullable: false),
                    unmetered = table.Column<long>(type: "bigint", nullable: false),
                    input_tokens = table.Column<long>(type: "bigint", nullable: false),
                    uncached_input_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_read_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_creation_tokens = table.Column<long>(type: "bigint", nullable: false),
                    output_tokens = table.Column<long>(type: "bigint", nullable: false),
                    reasoning_tokens = table.Column<long>(type: "bigint", nullable: false),
                    tokens_saved = table.Column<long>(type: "bigint", nullable: false),
                    saved_first_sent = table.Column<long>(type: "bigint", nullable: false),
                    saved_resent = table.Column<long>(type: "bigint", nullable: false),
                    cache_breaks = table.Column<long>(type: "bigint", nullable: false),
                    compile_cache_hits = table.Column<long>(type: "bigint", nullable: false),
                    compile_cache_misses = table.Column<long>(type: "bigint", nullable: false),
                    cost_nanos = table.Column<long>(type: "bigint", nullable: false),
                    subscription_cost_nanos = table.Column<long>(type: "bigint", nullable: false),
                    gross_saved_nanos = table.Column<long>(type: "bigint", nullable: false),
                    cache_break_nanos = table.Column<long>(type: "bigint", nullable: false),
                    net_saved_nanos = table.Column<long>(type: "bigint", nullable: false),
                    latency_micros = table.Column<long>(type: "bigint", nullable: false),
                    timed = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session_hours", x => new { x.session_id, x.start, x.provider, x.model, x.agent });
                });

            migrationBuilder.CreateIndex(
                name: "ix_requests_agent",
                table: "requests",
                columns: new[] { "agent", "timestamp" },
                filter: "agent IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_client_sessions_last_seen",
                table: "client_sessions",
                columns: new[] { "last_seen", "session_id" });

            migrationBuilder.CreateIndex(
                name: "ix_conversations_first_seen",
                table: "conversations",
                column: "first_seen");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "hourly_totals");

            migrationBuilder.CreateTable(
                name: "hourly_totals",
                columns: table => new
                {
                    hour = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    model = table.Column<string>(type: "text", nullable: false),
                    session_id = table.Column<string>(type: "text", nullable: false),
                    agent = table.Column<string>(type: "text", nullable: false),
                    requests = table.Column<long>(type: "bigint", nullable: false),
                    errors = table.Column<long>(type: "bigint", nullable: false),
                    unpriced = table.Column<long>(type: "bigint", nullable: false),
                    input_tokens = table.Column<long>(type: "bigint", nullable: false),
                    output_tokens = table.Column<long>(type: "bigint", nullable: false),
                    tokens_saved = table.Column<long>(type: "bigint", nullable: false),
                    cache_read_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_creation_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cache_breaks = table.Column<long>(type: "bigint", nullable: false),
                    cost_nanos = table.Column<long>(type: "bigint", nullable: false),
                    subscription_cost_nanos = table.Column<long>(type: "bigint", nullable: false),
                    gross_saved_nanos = table.Column<long>(type: "bigint", nullable: false),
                    cache_break_nanos = table.Column<long>(type: "bigint", nullable: false),
                    net_saved_nanos = table.Column<long>(type: "bigint", nullable: false),
                    latency_micros = table.Column<long>(type: "bigint", nullable: false),
                    timed = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hourly_totals", x => new { x.hour, x.provider, x.model, x.session_id, x.agent });
                });

            migrationBuilder.DropTable(
                name: "client_sessions");

            migrationBuilder.DropTable(
                name: "conversations");

            migrationBuilder.DropTable(
                name: "daily_latencies");

            migrationBuilder.DropTable(
                name: "daily_stages");

            migrationBuilder.DropTable(
                name: "daily_totals");

            migrationBuilder.DropTable(
                name: "hourly_latencies");

            migrationBuilder.DropTable(
                name: "hourly_stages");

            migrationBuilder.DropTable(
                name: "retention");

            migrationBuilder.DropTable(
                name: "session_hours");

            migrationBuilder.DropIndex(
                name: "ix_requests_agent",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "arm",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "conversation",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "retry_count",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "tool_errors",
                table: "requests");

            migrationBuilder.CreateTable(
                name: "latency_buckets",
                columns: table => new
                {
                    hour = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    model = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    bucket = table.Column<int>(type: "integer", nullable: false),
                    requests = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_latency_buckets", x => new { x.hour, x.provider, x.model, x.kind, x.bucket });
                });
        }
    }
}
