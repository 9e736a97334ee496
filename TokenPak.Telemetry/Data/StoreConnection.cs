using Microsoft.Data.Sqlite;
using Npgsql;
using TokenPak.Contracts;
using TokenPak.ServiceDefaults.Configuration;

namespace TokenPak.Telemetry.Data;

/// <summary>The connection string of the store.</summary>
internal static class StoreConnection
{
    /// <summary>What telemetry needs when it runs on its own.</summary>
    public static RequiredConnection Required { get; } = new(ResourceNames.TelemetryDatabase, IsUsable, "Host=...;Port=...;Username=...;Password=...;Database=..., or Data Source=<file> for SQLite");

    public static StoreKind KindOf(string connectionString) => connectionString.Contains("Data Source=", StringComparison.OrdinalIgnoreCase) ? StoreKind.Sqlite : StoreKind.Postgres;

    private static bool IsUsable(string connectionString)
    {
        try
        {
            return KindOf(connectionString) == StoreKind.Sqlite
                ? new SqliteConnectionStringBuilder(connectionString).DataSource.Length > 0
                : new NpgsqlConnectionStringBuilder(connectionString).Host is { Length: > 0 };
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return false;
        }
    }
}
