using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Storing;
using TokenPak.Telemetry.Tests.Hosting;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Telemetry.Tests.Stores;

/// <summary>One event that the database never takes must not hold back those that travel with it, nor those that come after.</summary>
public sealed class RefusedEventTests
{
    private const string Refused = "refused";

    [Fact]
    public async Task Batch_WithARefusedEvent_KeepsTheOthers()
    {
        using var file = new StoreTestBase.SqliteFile();
        await using var host = await TelemetryHost.StartAsync(file.ConnectionString, services => services.AddSingleton<IStoreWriter, RefusingWriter>());
        await host.PublishAsync(Events.Chat(), Events.Chat(Refused), Events.Chat());
        await host.PublishAsync(Events.Chat());
        await Eventually.HoldsAsync(() => host.Progress.Handled == 4, "both batches");
        Assert.Equal((3, 1), (host.Progress.Stored, host.Progress.Rejected));
        Assert.Equal(3, (await host.SnapshotAsync()).Session.Requests);
    }

    private sealed class RefusingWriter : IStoreWriter
    {
        private readonly SqliteWriter _writer = new();

        public Task<IReadOnlyList<RequestRecord>> InsertAsync(TelemetryDbContext db, IReadOnlyList<RequestRecord> records, CancellationToken cancellationToken) =>
            records.Any(r => r.Model == Refused) ? throw new SqliteException("constraint failed", 19) : _writer.InsertAsync(db, records, cancellationToken);

        public Task HoldWritersOffAsync(TelemetryDbContext db, CancellationToken cancellationToken) => _writer.HoldWritersOffAsync(db, cancellationToken);

        public Task MergeAsync(TelemetryDbContext db, IReadOnlyList<TableRows> additions, CancellationToken cancellationToken) =>
            _writer.MergeAsync(db, additions, cancellationToken);
    }
}
