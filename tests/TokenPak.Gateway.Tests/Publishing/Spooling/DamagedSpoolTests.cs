using TokenPak.TestKit.Products;

namespace TokenPak.Gateway.Tests.Publishing.Spooling;

/// <summary>What a crash or a bad disk did to a file costs what was hit, and nothing else.</summary>
public sealed class DamagedSpoolTests : IDisposable
{
    private const int Batches = 6;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TornLastRecord_WhereverItBreaksOff_CostsThatRecord()
    {
        var (path, bytes, starts) = Written();
        for (var cut = starts[^1] + 1; cut < bytes.Length; cut += 7)
        {
            File.WriteAllBytes(path, bytes[..cut]);
            Assert.Equal((Sequences([Batches - 1]), 1L), Read());
        }

        File.WriteAllBytes(path, bytes[..starts[^1]]);
        Assert.Equal((Sequences([Batches - 1]), 0L), Read());
    }

    [Fact]
    public void ChangedBytes_CostTheRecordsThatTheyAreIn()
    {
        const int seed = 4711;
        var random = new Random(seed);
        var (path, bytes, starts) = Written();
        for (var round = 0; round < 200; round++)
        {
            var changed = (byte[])bytes.Clone();
            var hit = random.Next(changed.Length);
            changed[hit] ^= (byte)random.Next(1, 256);
            File.WriteAllBytes(path, changed);
            var (read, damaged) = Read();
            Assert.True((read, damaged) == (Sequences([starts.FindLastIndex(s => s <= hit)]), 1L), $"seed {seed}, round {round}, byte {hit}: {read}");
        }
    }

    [Fact]
    public void FileOfSomethingElse_IsCountedAndGone()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "0.spool"), "no spool at all");
        Assert.Equal(("", 1L), Read());
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void EmptyFile_IsGone()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "0.spool"), "");
        Assert.Equal(("", 0L), Read());
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void RecordThatChangesWhileItWaits_IsLostAndCounted()
    {
        using var gateway = new SpoolUnderTest(_folder.Path);
        gateway.Spool.TryAdd(gateway.Batch(3));
        gateway.Spool.TryAdd(gateway.Batch(2));
        var first = Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal).First();

        // Past the advisory lock, as a disk would.
        using (var shell = System.Diagnostics.Process.Start("sh", ["-c", $"printf X | dd of={first} bs=1 seek=60 conv=notrunc 2>/dev/null"])) shell.WaitForExit();
        Assert.Equal([4, 5], gateway.TakeAll().Select(e => e.Sequence));
        Assert.Equal((3L, 1L), (gateway.Flow.Lost, gateway.State.DamagedRecords));
    }

    private (string Path, byte[] Bytes, List<int> Starts) Written()
    {
        List<int> starts = [];
        using (var gateway = new SpoolUnderTest(_folder.Path, segmentBytes: long.MaxValue))
        {
            for (var i = 0; i < Batches; i++)
            {
                starts.Add((int)gateway.State.Bytes);
                Assert.True(gateway.Spool.TryAdd(gateway.Batch()));
            }
        }

        var path = Assert.Single(Directory.GetFiles(_folder.Path));
        return (path, File.ReadAllBytes(path), starts);
    }

    /// <summary>The sequence numbers of one event a batch, without those of the batches that are lost.</summary>
    private static string Sequences(int[] lost) => string.Join(' ', Enumerable.Range(0, Batches).Except(lost).Select(i => i + 1));

    private (string Sequences, long Damaged) Read()
    {
        using var gateway = new SpoolUnderTest(_folder.Path);
        gateway.Spool.Open();
        var read = string.Join(' ', gateway.TakeAll().Select(e => e.Sequence));
        return (read, gateway.State.DamagedRecords);
    }
}
