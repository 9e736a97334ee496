using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Text.Json;
using TokenPak.Contracts.Events;
using TokenPak.Local.Commands;
using TokenPak.Local.Hosting;
using TokenPak.TestKit.Products;

namespace TokenPak.Local.Tests.Spooling;

/// <summary><c>tokenpak spool</c>, on files written by the documented format.</summary>
public sealed class SpoolCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);

    [Fact]
    public async Task Replay_StoresWhatWaits_AndTwiceChangesNothing()
    {
        // A database as a host makes it.
        await using (var product = await LocalProduct.StartAsync(new ProductOptions()))
        {
            await product.StopAsync();
            foreach (var file in Directory.EnumerateFiles(product.DataFolders[0], "telemetry.db*")) File.Copy(file, Path.Combine(_folder.Path, Path.GetFileName(file)));
        }

        var settings = new HostSettings { DataPath = _folder.Path };
        var completed = Event();
        for (var i = 0; i < 2; i++)
        {
            Write(completed);
            Assert.Equal(0, SpoolCommand.Show(Path.Combine(_folder.Path, "spool"), _output));
            Assert.Equal(0, await SpoolCommand.ReplayAsync(settings, null, _output, CancellationToken.None));
        }

        Assert.Contains("1 files, 1 events,", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 events were stored.", _output.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.Path, "spool")));
        using var host = StoreOnly.Build(DataFolder.At(_folder.Path));
        var statistics = (Contracts.Statistics.IStatistics)host.Services.GetService(typeof(Contracts.Statistics.IStatistics))!;
        Assert.Equal(completed.Id, (await statistics.GetReceiptAsync(completed.Id, CancellationToken.None))?.Request.Id);
        Assert.Single((await statistics.GetRecentAsync(new Contracts.Statistics.RecentQuery(), CancellationToken.None)).Recent);
    }

    [Fact]
    public void Purge_WithoutYes_SaysWhatWouldBeLost()
    {
        Write(Event());
        var spool = Path.Combine(_folder.Path, "spool");
        Assert.Contains("1 events wait", Assert.Throws<StartupException>(() => SpoolCommand.Purge(spool, yes: false, _output)).Message, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFiles(spool));
        Assert.Equal(0, SpoolCommand.Purge(spool, yes: true, _output));
        Assert.Contains("1 events were deleted.", _output.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(spool));
    }

    public void Dispose()
    {
        _output.Dispose();
        _folder.Dispose();
    }

    private static RequestCompleted Event() => new()
    {
        Id = Guid.CreateVersion7(),
        Instance = "an-instance",
        Sequence = 1,
        Timestamp = DateTimeOffset.UtcNow,
        RequestType = "chat",
        Endpoint = "/v1/messages",
        StatusCode = 200,
        LatencyMs = 5,
        Tenant = "anonymous",
    };

    private void Write(RequestCompleted completed)
    {
        const int Header = 28;
        const int HashOffset = 20;
        var json = JsonSerializer.SerializeToUtf8Bytes(new RequestCompletedBatch { Events = [completed] }, EventsJsonContext.Default.RequestCompletedBatch);
        var record = new byte[Header + json.Length];
        ((ReadOnlySpan<byte>)[(byte)'T', (byte)'P', 1, 255]).CopyTo(record);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(4), json.Length);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(8), 1);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(12), DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        json.CopyTo(record.AsSpan(Header));
        var hash = new XxHash3();
        hash.Append(record.AsSpan(0, HashOffset));
        hash.Append(record.AsSpan(Header));
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(HashOffset), hash.GetCurrentHashAsUInt64());
        var spool = Directory.CreateDirectory(Path.Combine(_folder.Path, "spool")).FullName;
        File.WriteAllBytes(Path.Combine(spool, "an-instance-00000001.spool"), record);
    }
}
