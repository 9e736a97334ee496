using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TokenPak.ServiceDefaults.Messaging;

/// <summary>The one place that chooses the transport.</summary>
public static class MessagingExtensions
{
    /// <summary>
    /// Closes the bus over all contributions: RabbitMQ where <c>ConnectionStrings:messaging</c> is set, the in-memory transport otherwise (which
    /// only reaches consumers of the same process). Call last, once.
    /// </summary>
    public static IHostApplicationBuilder AddMessaging(this IHostApplicationBuilder builder)
    {
        var contributions = builder.Services
            .Where(d => d.ServiceType == typeof(BusContribution))
            .Select(d => (BusContribution)d.ImplementationInstance!)
            .ToArray();
        var broker = builder.Configuration.GetConnectionString("messaging");

        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.SetKebabCaseEndpointNameFormatter();
            // MassTransit tags its check "ready" by itself; the broker may be away, and every service goes on with what it can do without it.
            bus.ConfigureHealthCheckOptions(check =>
            {
                check.Tags.Clear();
                check.Tags.Add("messaging");
            });
            foreach (var contribution in contributions) contribution.Configure(bus);

            if (string.IsNullOrEmpty(broker))
            {
                bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
            }
            else
            {
                bus.UsingRabbitMq((context, transport) =>
                {
                    transport.Host(new Uri(broker));
                    foreach (var contribution in contributions) contribution.OnRabbitMq?.Invoke(transport);
                    transport.ConfigureEndpoints(context);
                });
            }
        });
        return builder;
    }
}
