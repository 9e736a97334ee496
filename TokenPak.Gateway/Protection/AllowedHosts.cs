using System.Collections.Frozen;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TokenPak.Gateway.Configuration;

namespace TokenPak.Gateway.Protection;

/// <summary>The names this gateway answers to, so that a web page cannot reach it under a name of its own (DNS rebinding).</summary>
internal sealed class AllowedHosts(IOptions<AccessOptions> options)
{
    private readonly FrozenSet<string> _names =
        options.Value.AllowedHosts.Append("localhost").Select(name => name.Trim().TrimEnd('.')).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The Host header that was found good last, whatever the connection: nearly every request repeats it.</summary>
    private volatile string? _lastGood;

    public bool Contains(HttpContext context)
    {
        var header = context.Request.Headers.Host.ToString();
        if (header.Length > 0 && header == _lastGood) return true;
        var host = context.Request.Host.Host;
        if (_names.Contains(host) || (IPAddress.TryParse(host, out var literal) && IPAddress.IsLoopback(literal)))
        {
            _lastGood = header;
            return true;
        }

        // A literal address needs no name server to mislead; only the own ones count all the same.
        return IPAddress.TryParse(host, out var address) && IsLocal(context, address);
    }

    private static bool IsLocal(HttpContext context, IPAddress address) =>
        context.Connection.LocalIpAddress is { } local && (local.Equals(address) || (local.IsIPv4MappedToIPv6 && local.MapToIPv4().Equals(address)));
}
