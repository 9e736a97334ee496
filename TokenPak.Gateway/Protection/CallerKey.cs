namespace TokenPak.Gateway.Protection;

/// <summary>The TokenPak key that a request came with, once it was found right.</summary>
/// <param name="Id">The key's name.</param>
/// <param name="Tenant">The tenant it belongs to.</param>
internal sealed record CallerKey(string Id, string Tenant);
