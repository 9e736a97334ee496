using MassTransit;

namespace TokenPak.ServiceDefaults.Messaging;

/// <summary>
/// What a service wants on the bus. A container holds one bus, so services contribute and the host closes once, with
/// <see cref="MessagingExtensions.AddMessaging"/>, last.
/// </summary>
/// <param name="Configure">Adds consumers and their definitions.</param>
public sealed record BusContribution(Action<IBusRegistrationConfigurator> Configure)
{
    /// <summary>What the service wants of the broker's topology; nothing where there is no broker.</summary>
    public Action<IRabbitMqBusFactoryConfigurator>? OnRabbitMq { get; init; }
}
