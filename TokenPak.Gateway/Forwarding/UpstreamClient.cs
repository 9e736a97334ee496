using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using TokenPak.Gateway.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace TokenPak.Gateway.Forwarding;

/// <summary>The pooled connections to the providers. They add nothing, follow nothing, keep nothing and decode nothing.</summary>
internal sealed class UpstreamClient : IDisposable
{
    private readonly SocketsHttpHandler _handler;

    public UpstreamClient(IOptions<GatewayOptions> options)
    {
        _handler = new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(options.Value.ConnectTimeoutSeconds),
            EnableMultipleHttp2Connections = true,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),

            // Of response headers Latin-1 is the default.
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            UseCookies = false,
            UseProxy = false,
        };
        var silence = TimeSpan.FromSeconds(options.Value.UpstreamTimeoutSeconds);
        Config = new ForwarderRequestConfig { ActivityTimeout = silence };
        UpgradeConfig = new ForwarderRequestConfig { ActivityTimeout = silence, Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
    }

    public HttpMessageHandler Handler => _handler;

    public ForwarderRequestConfig Config { get; }

    /// <summary>WebSockets go out as they came in: an HTTP/1.1 upgrade.</summary>
    public ForwarderRequestConfig UpgradeConfig { get; }

    public void Dispose() => _handler.Dispose();
}
