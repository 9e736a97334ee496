using TokenPak.Gateway.Forwarding;

namespace TokenPak.Gateway.Retrying;

/// <summary>Another try of a request.</summary>
/// <param name="Reason">Why: <c>circuit_open</c>, <c>connection</c> or a status.</param>
/// <param name="Wait">How long to wait before it.</param>
/// <param name="Upstream">The upstream to try instead; null for the same one again.</param>
internal sealed record NextTry(string Reason, TimeSpan Wait, Upstream? Upstream);
