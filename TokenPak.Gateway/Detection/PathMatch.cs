using TokenPak.Contracts.Compilation;

namespace TokenPak.Gateway.Detection;

/// <summary>What a path alone says.</summary>
/// <param name="Provider">The provider whose path it is; null where headers have to tell.</param>
/// <param name="Dialect">The shape of a POST body.</param>
/// <param name="RequestType">One of <see cref="RequestTypes"/>.</param>
/// <param name="Model">The model that the path names (Gemini, Azure deployments).</param>
internal readonly record struct PathMatch(string? Provider, ApiDialect Dialect, string RequestType, string? Model = null);
