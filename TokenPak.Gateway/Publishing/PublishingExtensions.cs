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
        services.AddSingleton<EventPublisher>();

        // Hosted services stop in reverse order. Registered while the bus is being registered, the publisher starts after it and stops before it.
        services.AddSingleton(new BusContribution(bus => bus.AddHostedService(provider => provider.GetRequiredService<EventPublisher>())));
    }
}
