using Microsoft.AspNetCore.Http;
using TokenPak.Gateway.Detection;
using TokenPak.Gateway.Protection;

namespace TokenPak.Gateway.Proxying;

/// <summary>Whose request it is: the TokenPak key's tenant, or without keys a keyed hash of the provider's credential.</summary>
internal sealed class CallerTenant(KeyedHash hash, KeyRing keys)
{
    private const string Anonymous = "anonymous";

    public string Of(HttpContext context, Credentials credentials) =>
        context.Features.Get<CallerKey>()?.Tenant ?? (credentials.Identity is { } identity ? hash.Of("t", identity) : Anonymous);

    /// <summary>
    /// The tenant whose originals a caller may have. Null for one without any credential where there are no keys: an agent's MCP client does not send its provider's
    /// credential. On such a gateway, which only this machine reaches, an id that cannot be guessed is proof enough.
    /// </summary>
    public string? OwnerOf(HttpContext context)
    {
        var credentials = Credentials.Read(context.Request);
        return credentials.Identity is null && !keys.IsInForce ? null : Of(context, credentials);
    }
}
