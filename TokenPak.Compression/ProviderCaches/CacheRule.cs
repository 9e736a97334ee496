namespace TokenPak.Compression.ProviderCaches;

/// <summary>One row of the table of providers' cache rules.</summary>
/// <param name="Provider">The provider's name, or <c>*</c>.</param>
/// <param name="Model">A pattern in which <c>*</c> matches any text.</param>
/// <param name="Minimum">Tokens of the smallest prefix that is cached.</param>
/// <param name="Increment">Tokens in which a cached prefix grows.</param>
/// <param name="Source">Where the figures are published.</param>
/// <param name="Read">The day they were read.</param>
public sealed record CacheRule(string Provider, string Model, int Minimum, int Increment, string Source, string Read);
