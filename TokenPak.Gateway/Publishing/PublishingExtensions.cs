using MassTransit;
using TokenPak.Contracts;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Publishing.Spooling;
using TokenPak.ServiceDefaults.Messaging;

namespace TokenPak.Gateway.Publishing;

internal static class PublishingExtensions
{
    public static void AddPublishing(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<PublishingOptions>().BindConfiguration(PublishingOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<EventFlow>();
        services.AddSingleton<GatewayInstance>();
        services.AddSingleton<CompletionQueue>();
        services.AddSingleton<OutputCounter>();
        services.AddSingleton<EventBuilder>();
        services.AddSingleton<EventBatcher>();
        services.AddSingleton<PublishSpans>();
        services.AddSingleton<BatchSender>();
        services.AddSingleton<SpoolState>();
        services.AddSingleton<SpoolFolder>();
        services.AddSingleton<EventSpool>();
        services.AddSingleton<SpoolReplay>();
        services.AddSingleton<EventPublisher>();

        var embedded = string.IsNullOrEmpty(builder.Configuration.GetConnectionString(ResourceNames.Messaging));
        if (embedded) services.AddSingleton<InProcessDelivery>();

        services.AddSingleton(new BusContribution(bus =>
        {
            if (embedded) bus.AddConsumeObserver(provider => provider.GetRequiredService<InProcessDelivery>());

            // Hosted services stop in reverse order. Registered while the bus is being registered, the publisher starts after it and stops before it.
            bus.AddHostedService(provider => provider.GetRequiredService<EventPublisher>());
        })
        {
            OnRabbitMq = transport => transport.Publish<RequestCompletedBatch>(BindQueue),
        });
    }

    /// <summary>
    /// Declares telemetry's queue and binds it: an exchange without a queue would drop what is published before telemetry first ran. Beside the binding that
    /// telemetry makes itself, by way of its endpoint's exchange, it brings no second copy: a broker puts a message into a queue once.
    /// </summary>
    private static void BindQueue(IRabbitMqMessagePublishTopologyConfigurator<RequestCompletedBatch> publish) =>
        publish.BindQueue(publish.Exchange.ExchangeName, ResourceNames.TelemetryQueue, queue => queue.Durable = true);
}
