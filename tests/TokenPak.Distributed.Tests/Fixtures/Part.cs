namespace TokenPak.Distributed.Tests.Fixtures;

/// <summary>What may be away while requests go through.</summary>
public enum Part
{
    Compiler,
    Redis,
    RabbitMq,
    Telemetry,
    Postgres,
    Dashboard,
}
