namespace TokenPak.Gateway.CacheBreaks;

/// <summary>What of a request is not as earlier turns of its conversation sent it.</summary>
/// <param name="Blocks">How many blocks; never too few.</param>
/// <param name="Cause">Why; null where there are none.</param>
internal readonly record struct CacheBreak(int Blocks, string? Cause);
