namespace TokenPak.Gateway;

/// <summary>Registers and maps the gateway: called by its own <see cref="Program"/> and by TokenPak.Local.</summary>
public static class GatewayExtensions
{
    /// <summary>Adds the gateway's services.</summary>
    public static IHostApplicationBuilder AddGateway(this IHostApplicationBuilder builder) => builder;

    /// <summary>Maps the gateway's endpoints.</summary>
    public static WebApplication MapGateway(this WebApplication app) => app;
}
