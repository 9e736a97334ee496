using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace TokenPak.Gateway.Protection;

/// <summary>Whether the gateway listens on anything but loopback: read from the addresses that the server really bound.</summary>
internal sealed class Exposure(IServer server)
{
    private string? _address;
    private bool _known;

    /// <summary>An address beyond loopback; null where there is none.</summary>
    public string? Address
    {
        get
        {
            if (_known) return _address;
            var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses;
            _address = addresses?.FirstOrDefault(address => !IsLoopback(address));
            _known = addresses is { Count: > 0 };
            return _address;
        }
    }

    public bool IsBeyondLoopback => Address is not null;

    internal static bool IsLoopback(string address)
    {
        var host = BindingAddress.Parse(address);
        return host.IsUnixPipe || host.IsNamedPipe || host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}
