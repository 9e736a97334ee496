using System.Net;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using TokenPak.Gateway.Configuration;
using TokenPak.Gateway.Limits;
using TokenPak.Gateway.Publishing;

namespace TokenPak.Gateway.Hosting;

/// <summary>How Kestrel serves a gateway: in its own process and in TokenPak.Local alike (<see cref="GatewayExtensions.AddGateway"/> calls it).</summary>
internal static class GatewayHostingExtensions
{
    /// <summary>Beyond the drains of streams and events: the bus and the rest of the host.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);

    public static void AddGatewayHosting(this IHostApplicationBuilder builder)
    {
        builder.AddStreamGrace();
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, SocketBuffers>();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<GatewayOptions>, IOptions<LimitOptions>>((kestrel, options, limitOptions) =>
        {
            kestrel.AddServerHeader = false;

            // Header bytes cross unchanged both ways: Latin-1 is the encoding that maps each byte to itself.
            kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
            kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
            kestrel.AllowResponseHeaderCompression = false;

            var limits = kestrel.Limits;
            var own = limitOptions.Value;
            limits.MaxRequestBodySize = options.Value.RequestMaxBytes;
            limits.MaxRequestHeaderCount = own.RequestHeaderCount;
            limits.MaxRequestHeadersTotalSize = own.RequestHeadersBytes;
            limits.MaxRequestLineSize = own.RequestLineBytes;
            limits.RequestHeadersTimeout = TimeSpan.FromSeconds(own.RequestHeadersSeconds);
            limits.KeepAliveTimeout = TimeSpan.FromSeconds(own.KeepAliveSeconds);
            limits.MaxConcurrentConnections = own.Connections;
            limits.MaxConcurrentUpgradedConnections = own.Connections;
            limits.MinRequestBodyDataRate = new MinDataRate(own.RequestBodyBytesPerSecond, TimeSpan.FromSeconds(10));

            // An agent may stop reading for a while; a client that never reads again must not hold a connection for ever.
            limits.MinResponseDataRate = new MinDataRate(16, TimeSpan.FromMinutes(2));
            limits.Http2.InitialConnectionWindowSize = 1024 * 1024;
            limits.Http2.InitialStreamWindowSize = 768 * 1024;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => new CleartextHttp2(next, limits.KeepAliveTimeout).OnConnectionAsync));
        });
    }

    /// <summary>The server stops first, when no stream is left or the grace is over; then the events of the last requests go out.</summary>
    private static void AddStreamGrace(this IHostApplicationBuilder builder)
    {
        var gateway = builder.Configuration.GetSection(GatewayOptions.SectionName).Get<GatewayOptions>() ?? new GatewayOptions();
        var publishing = builder.Configuration.GetSection(PublishingOptions.SectionName).Get<PublishingOptions>() ?? new PublishingOptions();
        builder.Services.Configure<HostOptions>(host =>
            host.ShutdownTimeout = TimeSpan.FromSeconds(gateway.ShutdownGraceSeconds) + TimeSpan.FromSeconds(publishing.DrainSeconds) + StopTime);
        builder.Services.AddSingleton<StreamGrace>();
        builder.Services.AddSingleton<IStartupFilter, GraceFirst>();
    }

    /// <summary>Where nothing else says what to listen on: <c>TokenPak:BindAddress</c> and <c>TokenPak:Port</c>.</summary>
    public static void ListenAsConfigured(this WebApplicationBuilder builder)
    {
        string[] others = ["urls", "http_ports", "https_ports"];
        if (others.Any(key => !string.IsNullOrEmpty(builder.Configuration[key])) || builder.Configuration.GetSection("Kestrel:Endpoints").Exists()) return;
        var options = builder.Configuration.GetSection(GatewayOptions.SectionName).Get<GatewayOptions>() ?? new GatewayOptions();
        var host = IPAddress.TryParse(options.BindAddress, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : options.BindAddress;
        builder.WebHost.UseUrls($"http://{host}:{options.Port}");
    }

    private sealed class GraceFirst(StreamGrace grace) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(rest => context => grace.InvokeAsync(context, rest));
            next(app);
        };
    }
}
