using MassTransit;
using TokenPak.Contracts.Events;

namespace TokenPak.EndToEnd.Tests.Dashboard.Demo;

/// <summary>Weeks of traffic of invented agents, the same for the same seed, published as a gateway would.</summary>
internal static class DemoTraffic
{
    private const int Seed = 20_261_124;
    private const int Days = 21;

    /// <summary>Oldest first, until now.</summary>
    public static List<RequestCompleted> Make(DateTimeOffset now)
    {
        var random = new Random(Seed);
        List<RequestCompleted> requests = [];
        for (var day = Days; day >= 0; day--)
        {
            var date = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-day);
            var sessions = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 9 : 24 + random.Next(18);
            for (var session = 0; session < sessions; session++)
            {
                // Most of the work is done by day.
                var hour = 6 + (7 * (random.NextDouble() + random.NextDouble()));
                requests.AddRange(new DemoSession(random, requests.Count, date.AddHours(hour)).Requests());
            }
        }

        // Some that are under way now, so that the newest hours are never empty.
        for (var session = 0; session < 14; session++)
        {
            requests.AddRange(new DemoSession(random, requests.Count, now.AddMinutes(-10 - (random.NextDouble() * 600))).Requests());
        }

        return [.. requests.Where(request => request.Timestamp <= now).OrderBy(request => request.Timestamp).Select((request, i) => request with { Sequence = i + 1 })];
    }

    public static async Task PublishAsync(string broker, IEnumerable<RequestCompleted> requests, CancellationToken cancellationToken)
    {
        var bus = Bus.Factory.CreateUsingRabbitMq(transport => transport.Host(new Uri(broker)));
        await bus.StartAsync(cancellationToken);
        try
        {
            foreach (var batch in requests.Chunk(200)) await bus.Publish(new RequestCompletedBatch { Events = batch }, cancellationToken);
        }
        finally
        {
            await bus.StopAsync(cancellationToken);
        }
    }
}
