using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;
using TokenPak.Gateway.Configuration;
using TokenPak.ServiceDefaults.Configuration;

namespace TokenPak.Gateway.Protection;

internal static class ProtectionExtensions
{
    public static void AddProtection(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<AllowedHosts>();
        services.AddSingleton<Exposure>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<AdminAccess>();
        services.AddSingleton<WrongTokens>();
        services.AddSingleton<IStartupFilter, GuardFirst>();
        services.AddHostedService<ProtectionCheck>();
        StripKeysFromPaths(services);
    }

    private static void StripKeysFromPaths(IServiceCollection services)
    {
        // A test host brings its own server; there the guard alone takes keys off.
        if (services.LastOrDefault(d => d.ServiceType == typeof(IServer)) is not { ImplementationType: { } kestrel } server) return;
        services.Remove(server);
        services.AddSingleton<IServer>(provider => new KeyStrippingServer((IServer)ActivatorUtilities.CreateInstance(provider, kestrel)));
    }

    /// <summary>Before routing, and before whatever a host maps.</summary>
    private sealed class GuardFirst : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseMiddleware<GatewayGuard>();
            next(app);
        };
    }

    /// <summary>Refuses to start where nothing would protect the gateway, or where a token is demanded that nobody has.</summary>
    private sealed class ProtectionCheck(
        Exposure exposure, KeyRing keys, AdminAccess admin, IOptions<AccessOptions> access, IOptions<DashboardAccessOptions> dashboard, ILogger<ProtectionCheck> logger) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => dashboard.Value.RequireToken && !admin.IsConfigured
            ? throw new UnusableConfigurationException("Dashboard:RequireToken is set but TokenPak:AdminToken is not.")
            : Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken)
        {
            if (access.Value.AllowAnonymous || keys.IsInForce || admin.IsConfigured || exposure.Address is not { } address) return Task.CompletedTask;
            logger.Unprotected(address);
            throw new UnusableConfigurationException(
                $"The gateway listens on {address}, beyond loopback: set TokenPak:Keys, TokenPak:ProxyAuthToken or TokenPak:AdminToken, or TokenPak:AllowAnonymous to go without.");
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
