using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TokenPak.Telemetry.Data.Migrations.Sqlite
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
                    instance = table.Column<string>(type: "TEXT", nullable: false),
                    max_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    stored = table.Column<long>(type: "INTEGER", nullable: false),
                    last_seen = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_instances", x => x.instance);
                });

            migrationBuilder.CreateTable(
                name: "requests",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    timestamp = table.Column<long>(type: "INTEGER", nullable: false),
                    instance = table.Column<string>(type: "TEXT", nullable: true),
                    sequence = table.Column<long>(type: "INTEGER", nullable: true),
                    tenant = table.Column<string>(type: "TEXT", nullable: true),
                    key_id = table.Column<string>(type: "TEXT", nullable: true),
                    provider = table.Column<string>(type: "TEXT", nullable: true),
                    dialect = table.Column<short>(type: "INTEGER", nullable: false),
                    request_type = table.Column<string>(type: "TEXT", nullable: false),
                    endpoint = table.Column<string>(type: "TEXT", nullable: false),
                    model = table.Column<string>(type: "TEXT", nullable: true),
                    response_model = table.Column<string>(type: "TEXT", nullable: true),
                    session_id = table.Column<string>(type: "TEXT", nullable: true),
                    agent = table.Column<string>(type: "TEXT", nullable: true),
                    status_code = table.Column<int>(type: "INTEGER", nullable: false),
                    outcome = table.Column<short>(type: "INTEGER", nullable: false),
                    is_error = table.Column<bool>(type: "INTEGER", nullable: false),
                    error_type = table.Column<string>(type: "TEXT", nullable: true),
                    stop_reason = table.Column<string>(type: "TEXT", nullable: true),
                    streamed = table.Column<bool>(type: "INTEGER", nullable: false),
                    latency_ms = table.Column<double>(type: "REAL", nullable: true),
                    time_to_first_byte_ms = table.Column<double>(type: "REAL", nullable: true),
                    compile_ms = table.Column<double>(type: "REAL", nullable: true),
                    request_bytes = table.Column<long>(type: "INTEGER", nullable: true),
                    sent_bytes = table.Column<long>(type: "INTEGER", nullable: true),
                    mode = table.Column<short>(type: "INTEGER", nullable: false),
                    policy_id = table.Column<string>(type: "TEXT", nullable: true),
                    bypass_reason = table.Column<string>(type: "TEXT", nullable: true),
                    tokens_before = table.Column<int>(type: "INTEGER", nullable: true),
                    tokens_after = table.Column<int>(type: "INTEGER", nullable: true),
                    tokenizer = table.Column<string>(type: "TEXT", nullable: true),
                    stages = table.Column<string>(type: "TEXT", nullable: true),
                    removed_at_read_rate = table.Column<long>(type: "INTEGER", nullable: true),
                    removed_at_write_rate = table.Column<long>(type: "INTEGER", nullable: true),
                    removed_at_input_rate = table.Column<long>(type: "INTEGER", nullable: true),
                    removed_first_sent = table.Column<long>(type: "INTEGER", nullable: true),
                    removed_resent = table.Column<long>(type: "INTEGER", nullable: true),
                    cache_breaks = table.Column<int>(type: "INTEGER", nullable: false),
                    compile_cache_hits = table.Column<int>(type: "INTEGER", nullable: false),
                    compile_cache_misses = table.Column<int>(type: "INTEGER", nullable: false),
                    injected_tokens = table.Column<long>(type: "INTEGER", nullable: true),
                    injected_sources = table.Column<string>(type: "TEXT", nullable: true),
                    usage_source = table.Column<short>(type: "INTEGER", nullable: false),
                    uncached_input_tokens = table.Column<long>(type: "INTEGER", nullable: true),
                    cache_read_tokens = table.Column<long>(type: "INTEGER", nullable: true),
                    cache_creation_tokens = table.Column<long>(type: "INTEGER", nullable: true),
                    cache_creation1h_tokens = table.Column<long>(type: "INTEGER", nullable: true),
                    output_tokens = table.Column<long>(type: "INTEGER", nullable: true),
                    reasoning_tokens = table.Column<long>(type: "INTEGER", nullable: true),
                    audio_input_tokens = table.Column<long>(type: "INTEGER", nullable: true),
                    audio_output_tokens = table.Column<long>(type: "INTEGER", nullable: true),
                    service_tier = table.Column<string>(type: "TEXT", nullable: true),
                    input_tokens = table.Column<long>(type: "INTEGER", nullable: true),
                    tokens_saved = table.Column<long>(type: "INTEGER", nullable: false),
                    subscription = table.Column<bool>(type: "INTEGER", nullable: false),
                    price_model = table.Column<string>(type: "TEXT", nullable: true),
                    cost_nanos = table.Column<long>(type: "INTEGER", nullable: true),
                    gross_saved_nanos = table.Column<long>(type: "INTEGER", nullable: true),
                    cache_break_nanos = table.Column<long>(type: "INTEGER", nullable: true),
                    net_saved_nanos = table.Column<long>(type: "INTEGER", nullable: true),
                    compression_rate = table.Column<double>(type: "REAL", nullable: true),
                    extra = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false)
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
