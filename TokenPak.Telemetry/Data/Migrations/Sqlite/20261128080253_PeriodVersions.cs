using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TokenPak.Telemetry.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PeriodVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "budget_warnings",
                table: "session_hours",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "injected_tokens",
                table: "session_hours",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "budget_warning",
                table: "requests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "cache_breakpoints",
                table: "requests",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "budget_warnings",
                table: "hourly_totals",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "injected_tokens",
                table: "hourly_totals",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "budget_warnings",
                table: "daily_totals",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "injected_tokens",
                table: "daily_totals",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "budget_warnings",
                table: "client_sessions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "injected_tokens",
                table: "client_sessions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "period_versions",
                columns: table => new
                {
                    is_day = table.Column<bool>(type: "INTEGER", nullable: false),
                    start = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_period_versions", x => new { x.is_day, x.start });
                });

            // What is there already, days whose rows were deleted by age included.
            migrationBuilder.Sql("INSERT INTO period_versions (is_day, start, version) SELECT DISTINCT 0, start, 1 FROM hourly_totals");
            migrationBuilder.Sql("INSERT INTO period_versions (is_day, start, version) SELECT DISTINCT 1, start, 1 FROM daily_totals");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "period_versions");

            migrationBuilder.DropColumn(
                name: "budget_warnings",
                table: "session_hours");

            migrationBuilder.DropColumn(
                name: "injected_tokens",
                table: "session_hours");

            migrationBuilder.DropColumn(
                name: "budget_warning",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "cache_breakpoints",
                table: "requests");

            migrationBuilder.DropColumn(
                name: "budget_warnings",
                table: "hourly_totals");

            migrationBuilder.DropColumn(
                name: "injected_tokens",
                table: "hourly_totals");

            migrationBuilder.DropColumn(
                name: "budget_warnings",
                table: "daily_totals");

            migrationBuilder.DropColumn(
                name: "injected_tokens",
                table: "daily_totals");

            migrationBuilder.DropColumn(
                name: "budget_warnings",
                table: "client_sessions");

            migrationBuilder.DropColumn(
                name: "injected_tokens",
                table: "client_sessions");
        }
    }
}
