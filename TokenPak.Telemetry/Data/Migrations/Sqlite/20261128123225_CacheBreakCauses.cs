using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TokenPak.Telemetry.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CacheBreakCauses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "cache_break_cause",
                table: "requests",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "cache_break_cause",
                table: "requests");
        }
    }
}
