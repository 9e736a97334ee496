using MassTransit;
using MassTransit.Middleware;
using TokenPak.Contracts;
using TokenPak.ServiceDefaults.Messaging;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Ingestion;

/// <summary>Puts the consumer on the bus.</summary>
internal static class IngestionExtensions
{
    // SQLite's consumers share the process with the proxy. With Postgres, batches are read and priced while others commit, and share the next transaction.
    private const int SqliteConcurrency = 1;
    private const int PostgresConcurrency = 16;
    private const int PrefetchPerConsumer = 2;

    public static void AddIngestion(this IHostApplicationBuilder builder, StoreKind kind)
    {
        var concurrency = kind == StoreKind.Sqlite ? SqliteConcurrency : PostgresConcurrency;
        builder.Services.AddSingleton<EventMapper>();
        builder.Services.AddSingleton<BatchStore>();
        builder.Services.AddSingleton<TelemetryProgress>();
        builder.Services.AddSingleton<StoreSpans>();
        builder.Services.AddSingleton<PoisonFilter>();
        builder.Services.AddSingleton(new BusContribution(bus => bus
            .AddConsumer<RequestCompletedConsumer>(consumer =>
            {
                consumer.UseMessageRetry(WhileStoreIsAway);
                consumer.ConcurrentMessageLimit = concurrency;
            })
            .Endpoint(endpoint =>
            {
                // The same for every replica, which share its messages.
                endpoint.Name = ResourceNames.TelemetryQueue;
                endpoint.PrefetchCount = concurrency * PrefetchPerConsumer;
                endpoint.AddConfigureEndpointCallback(SetPoisonAside);
            })));
    }

    /// <summary>
    /// A message is kept, unacknowledged, for as long as the store is away: giving up would put events aside that are as good as ever. When the
    /// process ends meanwhile, the broker delivers it again.
    /// </summary>
    private static void WhileStoreIsAway(IRetryConfigurator retry)
    {
        retry.Handle<Exception>(e => StoreFailures.IsStoreFailure(e) && !StoreFailures.IsRefusal(e));
        retry.Exponential(int.MaxValue, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(400));
    }

    /// <summary>
    /// What cannot be read or handled goes to <c>tokenpak-telemetry_error</c>, what is of another type to <c>tokenpak-telemetry_skipped</c>. The fault filter marks a
    /// message as done with; without it, the bus would deliver it for ever.
    /// </summary>
    private static void SetPoisonAside(IRegistrationContext context, IReceiveEndpointConfigurator endpoint)
    {
        var poison = context.GetRequiredService<PoisonFilter>();
        endpoint.ConfigureError(error =>
        {
            error.UseFilter(poison);
            error.UseFilter(new GenerateFaultFilter());
            error.UseFilter(new ErrorTransportFilter());
        });
        endpoint.ConfigureDeadLetter(other =>
        {
            other.UseFilter(poison);
            other.UseFilter(new DeadLetterTransportFilter());
        });
    }
}
