using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace TokenPak.Telemetry.Data;

/// <summary>Tells a store that is away from a value that it refuses.</summary>
internal static class StoreFailures
{
    private const int SqliteConstraint = 19;
    private const int SqliteMismatch = 20;
    private const int SqliteRange = 25;
    private const int SqliteTooBig = 18;

    /// <summary>Anything that comes from the database rather than from a bug.</summary>
    public static bool IsStoreFailure(Exception e) => e is DbException or TimeoutException or SocketException || (e is InvalidOperationException && e.InnerException is DbException);

    /// <summary>The database runs but will never take this row: trying again cannot help.</summary>
    public static bool IsRefusal(Exception e) => e switch
    {
        // Classes 22 (data exception) and 23 (integrity constraint), and 54 (a value over a limit of the program).
        PostgresException p => p.SqlState.StartsWith("22", StringComparison.Ordinal) || p.SqlState.StartsWith("23", StringComparison.Ordinal) || p.SqlState.StartsWith("54", StringComparison.Ordinal),
        SqliteException s => s.SqliteErrorCode is SqliteConstraint or SqliteMismatch or SqliteRange or SqliteTooBig,
        ArgumentException or InvalidCastException or OverflowException => true,
        _ => false,
    };
}
