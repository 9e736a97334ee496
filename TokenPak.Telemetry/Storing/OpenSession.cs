namespace TokenPak.Telemetry.Storing;

/// <summary>The session in force.</summary>
/// <param name="StartedAt">When it was opened.</param>
/// <param name="From">The arrival from which on requests belong to it.</param>
internal sealed record OpenSession(DateTimeOffset StartedAt, DateTimeOffset From);
