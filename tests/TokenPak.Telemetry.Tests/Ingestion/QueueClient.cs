using System.Text.Json;
using RabbitMQ.Client;
using TokenPak.Contracts;
using TokenPak.Contracts.Events;

namespace TokenPak.Telemetry.Tests.Ingestion;

/// <summary>Any client of the broker: puts bytes where telemetry reads, and looks at its queues.</summary>
internal sealed class QueueClient : IAsyncDisposable
{
    public const string BatchType = "urn:message:TokenPak.Contracts.Events:RequestCompletedBatch";
    private const string Envelope = "application/vnd.masstransit+json";

    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private QueueClient(IConnection connection, IChannel channel)
    {
        _connection = connection;
        _channel = channel;
    }

    public static async Task<QueueClient> ConnectAsync(string broker)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));

        // What the gateway makes sure of.
        await channel.QueueDeclareAsync(ResourceNames.TelemetryQueue, durable: true, exclusive: false, autoDelete: false);
        return new QueueClient(connection, channel);
    }

    public Task SendAsync(IEnumerable<RequestCompleted> events) =>
        SendMessageAsync(JsonSerializer.Serialize(new RequestCompletedBatch { Events = [.. events] }, EventsJsonContext.Default.RequestCompletedBatch));

    public Task SendMessageAsync(string message, string type = BatchType) => SendBytesAsync($$"""{"messageType":["{{type}}"],"message":{{message}}}""");

    public async Task SendBytesAsync(string body, string? contentType = Envelope)
    {
        var properties = new BasicProperties { Persistent = true, ContentType = contentType };
        await _channel.BasicPublishAsync("", ResourceNames.TelemetryQueue, mandatory: true, properties, System.Text.Encoding.UTF8.GetBytes(body));
    }

    public async Task<uint> CountAsync(string queue) => (await _channel.QueueDeclarePassiveAsync(queue)).MessageCount;

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
