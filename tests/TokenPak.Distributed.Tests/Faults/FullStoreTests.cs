using Npgsql;
using TokenPak.Distributed.Tests.Outages;

namespace TokenPak.Distributed.Tests.Faults;

/// <summary>I5 where a store answers, but takes nothing: no memory, no disk, read-only. And where it comes back with nothing of what it had.</summary>
public sealed class FullStoreTests(OutageProduct outage) : IClassFixture<OutageProduct>
{
    private const int Meanwhile = 12;

    [Theory]
    [InlineData(Part.Redis)]
    [InlineData(Part.RabbitMq)]
    [InlineData(Part.Postgres)]
    public async Task Store_ThatTakesNothing_FailsNoRequest_LosesNoEvent(Part part)
    {
        var product = outage.Product;
        await Compiling.AgainAsync(product);
        var traffic = Traffic.Start(product);
        await traffic.FurtherAsync(Meanwhile);
        await BeFullAsync(product, part, isFull: true);
        await traffic.FurtherAsync(Meanwhile * 2);
        await BeFullAsync(product, part, isFull: false);
        await traffic.FurtherAsync(Meanwhile);

        var sent = await traffic.EndAsync();
        sent.AssertAllAnswered();
        await sent.AssertStoredOnceAsync(product);
        await sent.AssertHistoryKeptAsync(product);
    }

    [Fact]
    public async Task Broker_BackWithoutItsMessages_IsSaidToHaveLostThem()
    {
        var product = outage.Product;
        await Compiling.AgainAsync(product);
        var first = Traffic.Start(product);
        await first.FurtherAsync(1);
        await (await first.EndAsync()).AssertStoredOnceAsync(product);
        var before = await StoredRows.ReadAsync(product.Database);
        await product.Telemetry.StopAsync();

        // These lie in the broker's queue, whose disk is lost.
        var lost = Traffic.Start(product);
        await lost.FurtherAsync(Meanwhile);
        var gone = await lost.EndAsync();
        await Eventually.HoldsAsync(async () => await PublishedAsync(product) == before.Count + gone.Count, "the events to be in the queue");
        await product.RabbitMq.ForgetAsync();

        var traffic = Traffic.Start(product);
        await traffic.FurtherAsync(Meanwhile);
        await product.Telemetry.RestartAsync();
        await traffic.FurtherAsync(Meanwhile);
        var sent = await traffic.EndAsync();
        gone.AssertAllAnswered();
        sent.AssertAllAnswered();

        var later = sent.Select(r => r.Id).OfType<Guid>().ToHashSet();
        await Eventually.HoldsAsync(async () => later.IsSubsetOf((await StoredRows.ReadAsync(product.Database)).Keys), "every later request to be stored");
        var rows = await StoredRows.ReadAsync(product.Database);
        var missing = gone.Count(r => r.Id is { } id && !rows.ContainsKey(id));
        Assert.True(missing > 0, "nothing was lost");
        await Eventually.HoldsAsync(async () => await TrafficChecks.LostAsync(product) == missing, $"{missing} events to be called lost");
        Assert.Equal(before.Count + sent.Count + gone.Count - missing, rows.Count);
    }

    private static async Task BeFullAsync(DistributedProduct product, Part part, bool isFull)
    {
        if (part == Part.Redis) await product.Redis.BeFullAsync(isFull);
        else if (part == Part.RabbitMq) await product.RabbitMq.BeFullAsync(isFull);
        else await BeReadOnlyAsync(product.Database, isFull);
    }

    /// <summary>What a client sees of a database that failed over, or whose administrator saved its last bytes.</summary>
    private static async Task BeReadOnlyAsync(string database, bool isReadOnly)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Options = "-c default_transaction_read_only=off" });
        await using var set = source.CreateCommand($"ALTER DATABASE {new NpgsqlConnectionStringBuilder(database).Database} SET default_transaction_read_only = {(isReadOnly ? "on" : "off")}");
        await set.ExecuteNonQueryAsync();
        await using var end = source.CreateCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        await end.ExecuteNonQueryAsync();
    }

    private static async Task<long> PublishedAsync(DistributedProduct product)
    {
        var text = await product.Client.GetStringAsync(new Uri(product.Address, "/metrics"));
        var line = text.Split('\n').Single(l => l.StartsWith("tokenpak_events_published_total", StringComparison.Ordinal));
        return long.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
