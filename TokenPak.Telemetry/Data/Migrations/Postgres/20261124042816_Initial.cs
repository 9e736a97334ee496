using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace TokenPak.Telemetry.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "instances",
                columns: table => new
                {
                    instance = table.Column<string>(type: "text", nullable: false),
                    max_sequence = table.Column<long>(type: "bigint", nullable: false),
                    stored = table.Column<long>(type: "bigint", nullable: false),
                    last_seen = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_instances", x => x.instance);
                });

            migrationBuilder.CreateTable(
                name: "requests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    timestamp = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    instance = table.Column<string>(type: "text", nullable: true),
                    sequence = table.Column<long>(type: "bigint", nullable: true),
                    tenant = table.Column<string>(type: "text", nullable: true),
                    key_id = table.Column<string>(type: "text", nullable: true),
                    provider = table.Column<string>(type: "text", nullable: true),
                    dialect = table.Column<short>(type: "smallint", nullable: false),
                    request_type = table.Column<string>(type: "text", nullable: false),
                    endpoint = table.Column<string>(type: "text", nullable: false),
                    model = table.Column<string>(type: "text", nullable: true),
                    response_model = table.Column<string>(type: "text", nullable: true),
                    session_id = table.Column<string>(type: "text", nullable: true),
                    agent = table.Column<string>(type: "text", nullable: true),
                    status_code = table.Column<int>(type: "integer", nullable: false),
                    outcome = table.Column<short>(type: "smallint", nullable: false),
                    is_error = table.Column<bool>(type: "boolean", nullable: false),
                    error_type = table.Column<string>(type: "text", nullable: true),
                    stop_reason = table.Column<string>(type: "text", nullable: true),
                    streamed = table.Column<bool>(type: "boolean", nullable: false),
                    latency_ms = table.Column<double>(type: "double precision", nullable: true),
                    time_to_first_byte_ms = table.Column<double>(type: "double precision", nullable: true),
                    compile_ms = table.Column<double>(type: "double precision", nullable: true),
                    request_bytes = table.Column<long>(type: "bigint", nullable: true),
                    sent_bytes = table.Column<long>(type: "bigint", nullable: true),
                    mode = table.Column<short>(type: "smallint", nullable: false),
                    policy_id = table.Column<string>(type: "text", nullable: true),
                    bypass_reason = table.Column<string>(type: "text", nullable: true),
                    tokens_before = table.Column<int>(type: "integer", nullable: true),
                    tokens_after = table.Column<int>(type: "integer", nullable: true),
                    tokenizer = table.Column<string>(type: "text", nullable: true),
                    stages = table.Column<string>(type: "text", nullable: true),
                    removed_at_read_rate = table.Column<long>(type: "bigint", nullable: true),
                    removed_at_write_rate = table.Column<long>(type: "bigint", nullable: true),
                    removed_at_input_rate = table.Column<long>(type: "bigint", nullable: true),
                    removed_first_sent = table.Column<long>(type: "bigint", nullable: true),
                    removed_resent = table.Column<long>(type: "bigint", nullable: true),
                    cache_breaks = table.Column<int>(type: "integer", nullable: false),
                    compile_cache_hits = table.Column<int>(type: "integer", nullable: false),
                    compile_cache_misses = table.Column<int>(type: "integer", nullable: false),
                    injected_tokens = table.Column<long>(type: "bigint", nullable: true),
                    injected_sources = table.Column<string>(type: "text", nullable: true),
                    usage_source = table.Column<short>(type: "smallint", nullable: false),
                    uncached_input_tokens = table.Column<long>(type: "bigint", nullable: true),
                    cache_read_tokens = table.Column<long>(type: "bigint", nullable: true),
                    cache_creation_tokens = table.Column<long>(type: "bigint", nullable: true),
                    cache_creation1h_tokens = table.Column<long>(type: "bigint", nullable: true),
                    output_tokens = table.Column<long>(type: "bigint", nullable: true),
                    reasoning_tokens = table.Column<long>(type: "bigint", nullable: true),
                    audio_input_tokens = table.Column<long>(type: "bigint", nullable: true),
                    audio_output_tokens = table.Column<long>(type: "bigint", nullable: true),
                    service_tier = table.Column<string>(type: "text", nullable: true),
                    input_tokens = table.Column<long>(type: "bigint", nullable: true),
                    tokens_saved = table.Column<long>(type: "bigint", nullable: false),
                    subscription = table.Column<bool>(type: "boolean", nullable: false),
                    price_model = table.Column<string>(type: "text", nullable: true),
                    cost_nanos = table.Column<long>(type: "bigint", nullable: true),
                    gross_saved_nanos = table.Column<long>(type: "bigint", nullable: true),
                    cache_break_nanos = table.Column<long>(type: "bigint", nullable: true),
                    net_saved_nanos = table.Column<long>(type: "bigint", nullable: true),
                    compression_rate = table.Column<double>(type: "double precision", nullable: true),
                    extra = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:IdentitySequenceOptions", "'2', '1', '', '', 'False', '1'")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sessions", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_requests_failed",
                table: "requests",
                columns: new[] { "status_code", "timestamp" },
                filter: "status_code >= 300");

            migrationBuilder.CreateIndex(
                name: "ix_requests_model",
                table: "requests",
                columns: new[] { "model", "timestamp" });

            migrationBuilder.CreateIndex(
                name: "ix_requests_provider",
                table: "requests",
                columns: new[] { "provider", "timestamp" });

            migrationBuilder.CreateIndex(
                name: "ix_requests_session",
                table: "requests",
                columns: new[] { "session_id", "timestamp" },
                filter: "session_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_requests_timestamp",
                table: "requests",
                columns: new[] { "timestamp", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "instances");

            migrationBuilder.DropTable(
                name: "requests");

            migrationBuilder.DropTable(
                name: "sessions");
        }
    }
}
