using TokenPak.Contracts;
using TokenPak.Gateway.Statistics;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;
using Yarp.ReverseProxy.Transforms;

namespace TokenPak.Gateway;

/// <summary>The way to a dashboard that runs as a service of its own. TokenPak.Local serves it itself and calls none of this.</summary>
public static class GatewayProxyExtensions
{
    /// <summary>Adds the reverse proxy for <c>/dashboard</c>.</summary>
    public static IHostApplicationBuilder AddGatewayProxy(this IHostApplicationBuilder builder)
    {
        var route = new RouteConfig { RouteId = ResourceNames.Dashboard, ClusterId = ResourceNames.Dashboard, Match = new RouteMatch { Path = "/dashboard/{**rest}" } };
        var cluster = new ClusterConfig
        {
            ClusterId = ResourceNames.Dashboard,
            Destinations = new Dictionary<string, DestinationConfig> { [ResourceNames.Dashboard] = new() { Address = $"http://{ResourceNames.Dashboard}" } },
        };
        builder.Services.AddSingleton(new RemotePart(ResourceNames.Dashboard));
        builder.Services.AddSingleton<IDestinationResolver, DashboardProxy.ServiceDestinations>();
        builder.Services.AddReverseProxy().LoadFromMemory([route], [cluster])

            // The dashboard makes its links from the host that the browser sees.
            .AddTransforms(transforms => transforms.AddOriginalHost());
        return builder;
    }

    /// <summary>Maps <c>/dashboard</c>.</summary>
    public static WebApplication MapGatewayProxy(this WebApplication app)
    {
        app.MapReverseProxy();
        return app;
    }
}
