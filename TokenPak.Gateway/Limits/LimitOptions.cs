using System.ComponentModel.DataAnnotations;

namespace TokenPak.Gateway.Limits;

/// <summary>What one caller, and one connection, may ask of the gateway.</summary>
internal sealed class LimitOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "TokenPak:Limits";

    /// <summary>Requests of each key in any minute; without keys, of each provider credential. Default null: no limit.</summary>
    [Range(1, 10_000_000)]
    public int? RequestsPerMinute { get; set; }

    /// <summary>Requests of each key at the same time; without keys, of each provider credential. Default null: no limit.</summary>
    [Range(1, 1_000_000)]
    public int? ConcurrentRequests { get; set; }

    /// <summary>Bytes of a request's headers together; more is 431. Default 65,536.</summary>
    [Range(1024, 1024 * 1024)]
    public int RequestHeadersBytes { get; set; } = 64 * 1024;

    /// <summary>Headers of a request; more is 431. Default 200.</summary>
    [Range(10, 10_000)]
    public int RequestHeaderCount { get; set; } = 200;

    /// <summary>Bytes of a request line; more is 414. Default 16,384.</summary>
    [Range(256, 1024 * 1024)]
    public int RequestLineBytes { get; set; } = 16 * 1024;

    /// <summary>Seconds in which a request's headers must arrive. Default 20.</summary>
    [Range(1, 600)]
    public double RequestHeadersSeconds { get; set; } = 20;

    /// <summary>A body that arrives more slowly than this many bytes a second, after a grace of 10 s, is 408. Default 240.</summary>
    [Range(1, 1_000_000)]
    public double RequestBodyBytesPerSecond { get; set; } = 240;

    /// <summary>Seconds that an idle connection is kept. Default 130.</summary>
    [Range(1, 86_400)]
    public double KeepAliveSeconds { get; set; } = 130;

    /// <summary>Open connections; more are closed at once. Default null: no limit.</summary>
    [Range(1, 10_000_000)]
    public int? Connections { get; set; }
}

/// <summary>A key's own limits, in place of those for every key.</summary>
internal sealed class KeyLimitOptions
{
    /// <summary>Requests in any minute. Default null: that of <see cref="LimitOptions"/>.</summary>
    [Range(1, 10_000_000)]
    public int? RequestsPerMinute { get; set; }

    /// <summary>Requests at the same time. Default null: that of <see cref="LimitOptions"/>.</summary>
    [Range(1, 1_000_000)]
    public int? ConcurrentRequests { get; set; }
}
