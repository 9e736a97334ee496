namespace TokenPak.Contracts;

/// <summary>Names of connections and services, as Aspire injects them (<c>ConnectionStrings:cache</c>, <c>services:compiler:http:0</c>).</summary>
public static class ResourceNames
{
    /// <summary>Redis: the second level of the compiler's cache.</summary>
    public const string Cache = "cache";

    /// <summary>RabbitMQ: carries one event a request from the gateway to telemetry.</summary>
    public const string Messaging = "messaging";

    /// <summary>Postgres: the telemetry store.</summary>
    public const string TelemetryDatabase = "telemetrydb";

    /// <summary>The compiler service.</summary>
    public const string Compiler = "compiler";

    /// <summary>The telemetry service.</summary>
    public const string Telemetry = "telemetry";

    /// <summary>The dashboard service.</summary>
    public const string Dashboard = "dashboard";

    /// <summary>The gateway: the only part that clients reach.</summary>
    public const string Gateway = "gateway";

    /// <summary>The queue that telemetry reads and the gateway makes sure of: an event published before telemetry first ran has to land somewhere.</summary>
    public const string TelemetryQueue = "tokenpak-telemetry";
}
