namespace TokenPak.Contracts.Events;

/// <summary>
/// The tokens that compilation removed, split by the rate at which they would have been billed: read rate below the compiled offset of the
/// provider's reported cache reads, write rate below reads plus writes, input rate after that. Null parts were not measured (no usage).
/// </summary>
/// <param name="AtReadRate">Would have been read from the provider's cache.</param>
/// <param name="AtWriteRate">Would have been written to it.</param>
/// <param name="AtInputRate">Would have been billed as plain input.</param>
/// <param name="FirstSent">Of all removed, those in blocks sent for the first time: distinct savings.</param>
/// <param name="Resent">Of all removed, those in blocks that earlier turns had sent as well.</param>
public sealed record RemovedTokens(long? AtReadRate, long? AtWriteRate, long? AtInputRate, long FirstSent, long Resent);
