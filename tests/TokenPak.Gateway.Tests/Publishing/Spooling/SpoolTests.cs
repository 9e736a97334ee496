using TokenPak.TestKit.Products;

namespace TokenPak.Gateway.Tests.Publishing.Spooling;

public sealed class SpoolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3000)]
    [InlineData(1_000_000)]
    public void Batches_ComeBackInOrder_AndTheirFilesGo(long segmentBytes)
    {
        using var gateway = new SpoolUnderTest(_folder.Path, segmentBytes: segmentBytes);
        var batches = Enumerable.Range(1, 12).Select(i => gateway.Batch(i)).ToArray();
        foreach (var batch in batches[..8]) Assert.True(gateway.Spool.TryAdd(batch));
        Assert.Equal(36, gateway.State.EventsWaiting);
        gateway.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(TimeSpan.FromSeconds(9), gateway.State.OldestAge);

        // Read while it is written: the newer ones stay behind the older ones.
        Assert.Equal(batches[0].Events[0].Sequence, gateway.Spool.Peek()?.Events[0].Sequence);
        gateway.Spool.Remove();
        foreach (var batch in batches[8..]) Assert.True(gateway.Spool.TryAdd(batch));
        Assert.Equal(batches[1..].SelectMany(b => b.Events).Select(Text), gateway.TakeAll().Select(Text));
        Assert.Equal((0L, 0L, null, false), (gateway.State.EventsWaiting, gateway.State.Bytes, gateway.State.OldestAge, gateway.Spool.HasWaiting));
        Assert.Empty(Files());
    }

    [Fact]
    public void Process_AdoptsWhatEarlierOnesLeft_BeforeItsOwn()
    {
        using var third = new SpoolUnderTest(_folder.Path, Leave(Leave(null).Time).Time);
        Assert.True(third.Spool.TryAdd(third.Batch()));
        third.Spool.Open();
        Assert.Equal(4, third.Flow.Adopted);

        var taken = third.TakeAll();
        Assert.Equal([1, 2, 1, 2, 1], taken.Select(e => e.Sequence));
        Assert.Equal(3, taken.Select(e => e.Instance).Distinct().Count());
        Assert.Equal(taken.Select(e => e.Instance).Order(StringComparer.Ordinal), taken.Select(e => e.Instance));
        Assert.Empty(Files());
    }

    [Fact]
    public void Process_LeavesALivingOnesFilesAlone()
    {
        using var first = new SpoolUnderTest(_folder.Path);
        first.Spool.TryAdd(first.Batch());
        first.Spool.TryAdd(first.Batch());
        using var second = new SpoolUnderTest(_folder.Path, first.Time);
        second.Spool.Open();
        Assert.False(second.Spool.HasWaiting);

        second.Spool.TryAdd(second.Batch());
        Assert.Equal(first.Instance.Id, Assert.Single(first.TakeAll().Select(e => e.Instance).Distinct()));
        Assert.Single(second.TakeAll());
        Assert.Equal((0, 0), (first.LogLines, second.LogLines));
    }

    [Fact]
    public void Spool_BeyondItsBound_RefusesUntilThereIsRoom_AndSaysSoOnce()
    {
        using var gateway = new SpoolUnderTest(_folder.Path, maxBytes: 2000);
        var taken = 0;
        while (gateway.Spool.TryAdd(gateway.Batch())) taken++;
        Assert.False(gateway.Spool.TryAdd(gateway.Batch()));
        Assert.InRange(gateway.State.Bytes, 1, 2000);
        Assert.Equal(1, gateway.LogLines);

        gateway.Spool.Peek();
        gateway.Spool.Remove();
        Assert.True(gateway.Spool.TryAdd(gateway.Batch()));
        Assert.Equal(taken, gateway.TakeAll().Count);
    }

    [Fact]
    public void Spool_WithoutAUsableFolder_RefusesUntilThereIsOne_AndSaysSoOnce()
    {
        var path = Path.Combine(_folder.Path, "file", "spool");
        File.WriteAllText(Path.Combine(_folder.Path, "file"), "");
        using var gateway = new SpoolUnderTest(path);
        gateway.Spool.Open();
        Assert.False(gateway.Spool.TryAdd(gateway.Batch()));
        Assert.Equal((1, 0L), (gateway.LogLines, gateway.State.EventsWaiting));

        File.Delete(Path.Combine(_folder.Path, "file"));
        Assert.True(gateway.Spool.TryAdd(gateway.Batch()));
        Assert.Equal(2, Assert.Single(gateway.TakeAll()).Sequence);
    }

    [Fact]
    public void Files_AreTheirOwnersAlone()
    {
        if (OperatingSystem.IsWindows()) return;
        var path = Path.Combine(_folder.Path, "spool");
        using var gateway = new SpoolUnderTest(path);
        gateway.Spool.TryAdd(gateway.Batch());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(path))));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
    }

    private static string Text(Contracts.Events.RequestCompleted e) => System.Text.Json.JsonSerializer.Serialize(e);

    private string[] Files() => Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);

    private SpoolUnderTest Leave(Microsoft.Extensions.Time.Testing.FakeTimeProvider? time)
    {
        var gateway = new SpoolUnderTest(_folder.Path, time);
        gateway.Spool.TryAdd(gateway.Batch());
        gateway.Spool.TryAdd(gateway.Batch());
        gateway.Dispose();
        return gateway;
    }
}
