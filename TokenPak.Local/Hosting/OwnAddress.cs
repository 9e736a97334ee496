using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace TokenPak.Local.Hosting;

/// <summary>Reads the addresses that the server listens on.</summary>
internal static class OwnAddress
{
    /// <summary>An address of the server as one to connect to: a wildcard is loopback.</summary>
    public static bool TryParse(string address, out IPEndPoint endpoint)
    {
        endpoint = new IPEndPoint(IPAddress.Loopback, 0);
        if (!Uri.TryCreate(address.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri))
            return false;

        var ip = IPAddress.TryParse(uri.Host.Trim('[', ']'), out var parsed)
            && !parsed.Equals(IPAddress.Any)
            && !parsed.Equals(IPAddress.IPv6Any) ? parsed : IPAddress.Loopback;
        endpoint = new IPEndPoint(ip, uri.Port);
        return true;
    }

    /// <summary>The port that a started application listens on.</summary>
    public static int Port(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses
            .Select(address => TryParse(address, out var endpoint) ? endpoint.Port : 0)
            .FirstOrDefault(port => port > 0) ?? 0;
}
