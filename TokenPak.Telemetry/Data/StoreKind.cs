namespace TokenPak.Telemetry.Data;

/// <summary>Which database a connection string means.</summary>
internal enum StoreKind
{
    /// <summary>A file, embedded in <c>TokenPak.Local</c>.</summary>
    Sqlite,

    /// <summary>A server, in the distributed system.</summary>
    Postgres,
}
