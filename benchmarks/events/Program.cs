using System.Diagnostics;
using System.Globalization;
using TokenPak.TestKit.Servers;

namespace TokenPak.Events;

/// <summary>
/// Events from the gateway's queue through a real RabbitMQ into a real Postgres, with its fsync off and on: <c>[events] [events with fsync]</c>. The gateway's
/// part runs in this process, telemetry as a program of its own.
/// </summary>
public static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var plain = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200_000;
        var durable = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : plain;
        await using var broker = await RabbitMqServer.StartAsync();
        Console.WriteLine("| Postgres | events | seconds | events/s | rows | lost | gateway CPU µs/event | telemetry CPU µs/event |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        var equal = await MeasureAsync(broker, plain, isDurable: false);
        return await MeasureAsync(broker, durable, isDurable: true) && equal ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(RabbitMqServer broker, int events, bool isDurable)
    {
        if (events == 0) return true;
        await using var postgres = await PostgresServer.StartAsync(isDurable);
        var database = await postgres.CreateDatabaseAsync();
        var address = broker.NewConnectionString();
        await using var telemetry = await TelemetryEnd.StartAsync(database, address);
        await using var gateway = await GatewayEnd.StartAsync(address);

        // The first events pay for compiling the code on both sides.
        const int warmUp = 5000;
        await gateway.SendAsync(warmUp);
        await telemetry.StoredAsync(warmUp);

        using var self = Process.GetCurrentProcess();
        var (own, theirs) = (self.TotalProcessorTime, telemetry.ProcessorTime);
        var start = Stopwatch.GetTimestamp();
        await gateway.SendAsync(events);
        await telemetry.StoredAsync(warmUp + events);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        self.Refresh();
        var rows = await telemetry.RowsAsync() - warmUp;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| fsync {(isDurable ? "on" : "off")} | {events:N0} | {seconds:F1} | {events / seconds:N0} | {rows:N0} | {gateway.Lost} | {(self.TotalProcessorTime - own).TotalMicroseconds / events:F0} | {(telemetry.ProcessorTime - theirs).TotalMicroseconds / events:F0} |"));
        return rows == events && gateway.Lost == 0;
    }
}
