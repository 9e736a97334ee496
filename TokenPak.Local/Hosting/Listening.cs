using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TokenPak.Local.Hosting;

/// <summary>Binds the server.</summary>
internal static class Listening
{
    public static void Listen(this KestrelServerOptions kestrel, LocalOptions options)
    {
        switch (options.BindAddress)
        {
            // A dynamic port cannot be the same on two addresses.
            case "localhost" when options.Port == 0:
                kestrel.Listen(IPAddress.Loopback, 0);
                break;
            case "localhost":
                kestrel.ListenLocalhost(options.Port);
                break;
            case "*" or "+":
                kestrel.ListenAnyIP(options.Port);
                break;
            default:
                if (!IPAddress.TryParse(options.BindAddress, out var address))
                    throw new StartupException($"TokenPak:BindAddress is neither an IP address nor localhost nor *: {options.BindAddress}");
                kestrel.Listen(address, options.Port);
                break;
        }
    }

    public static bool IsLoopback(string bindAddress) =>
        bindAddress == "localhost" || (IPAddress.TryParse(bindAddress, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Starts, and says in one line when the port is another's.</summary>
    public static async Task StartOrExplainAsync(this WebApplication app, LocalOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new StartupException(
                $"Port {options.Port} is already in use. If that is TokenPak, it already runs; otherwise choose another port with --port or TOKENPAK_PORT.", e);
        }
        catch (InvalidOperationException e)
        {
            // What a service says of its configuration when it refuses to start.
            throw new StartupException(e.Message, e);
        }
        catch (System.Net.Sockets.SocketException e)
        {
            throw new StartupException($"Cannot listen on {options.BindAddress}:{options.Port}: {e.Message}", e);
        }
    }
}
