using TokenPak.Contracts.Events;
using TokenPak.Gateway.Publishing.Spooling;
using TokenPak.TestKit.Products;

namespace TokenPak.Gateway.Tests.Publishing.Spooling;

/// <summary>What the command line does with a spool.</summary>
public sealed class SpoolInspectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Folder_ThatIsNotThere_IsEmpty()
    {
        Assert.Equal(new SpoolContents(0, 0, 0, 0, 0, null), SpoolInspection.Read(Path.Combine(_folder.Path, "none")));
        Assert.Equal(0, SpoolInspection.Purge(Path.Combine(_folder.Path, "none")));
    }

    [Fact]
    public async Task Files_OfARunningGateway_AreLeftAlone()
    {
        using var running = new SpoolUnderTest(_folder.Path);
        running.Spool.TryAdd(running.Batch(3));
        var contents = SpoolInspection.Read(_folder.Path);
        Assert.Equal((1, 1, 0), (contents.Files, contents.Held, contents.Events));
        Assert.Equal(0, SpoolInspection.Purge(_folder.Path));
        Assert.Equal((0, 0), await SpoolInspection.ReplayAsync(_folder.Path, (_, _) => throw new InvalidOperationException(), CancellationToken.None));
        Assert.Equal(3, running.TakeAll().Count);
    }

    [Fact]
    public async Task Replay_HandsOnEverythingInOrder_AndLeavesNothing()
    {
        var at = Leave(2, 1);
        var contents = SpoolInspection.Read(_folder.Path);
        Assert.Equal((0, 3, 0, at), (contents.Held, contents.Events, contents.Damaged, contents.Oldest));

        List<RequestCompleted> taken = [];
        Assert.Equal((3, 0), await SpoolInspection.ReplayAsync(_folder.Path, (batch, _) => Take(taken, batch), CancellationToken.None));
        Assert.Equal([1, 2, 3], taken.Select(e => e.Sequence));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public async Task Replay_ThatFails_LosesNothing()
    {
        Leave(1, 1);
        var calls = 0;
        await Assert.ThrowsAsync<IOException>(() => SpoolInspection.ReplayAsync(_folder.Path, (_, _) => ++calls == 2 ? throw new IOException("away") : Task.CompletedTask, CancellationToken.None));
        Assert.Equal(1, SpoolInspection.Read(_folder.Path).Events);
    }

    [Fact]
    public async Task DamagedRecords_AreCounted_AndTheOthersHandedOn()
    {
        Leave(1, 1);
        var file = Directory.EnumerateFiles(_folder.Path).Order(StringComparer.Ordinal).First();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[^3] ^= 0xFF;
        await File.WriteAllBytesAsync(file, bytes);
        List<RequestCompleted> taken = [];
        Assert.Equal((1, 1), await SpoolInspection.ReplayAsync(_folder.Path, (batch, _) => Take(taken, batch), CancellationToken.None));
        Assert.Equal(2, Assert.Single(taken).Sequence);
    }

    [Fact]
    public void Purge_DeletesWhatNobodyHolds()
    {
        Leave(2, 2);
        Assert.Equal(4, SpoolInspection.Purge(_folder.Path));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private DateTimeOffset Leave(params int[] batches)
    {
        using var gone = new SpoolUnderTest(_folder.Path);
        foreach (var events in batches) gone.Spool.TryAdd(gone.Batch(events));
        return gone.Time.GetUtcNow();
    }

    private static Task Take(List<RequestCompleted> taken, RequestCompletedBatch batch)
    {
        taken.AddRange(batch.Events);
        return Task.CompletedTask;
    }
}
