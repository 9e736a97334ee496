using System.Text;
using TokenPak.Contracts.Compilation;
using TokenPak.Gateway.Bodies;
using TokenPak.Gateway.Compilation;

namespace TokenPak.Gateway.Tests.Bodies;

public sealed class SplicedStreamTests
{
    [Fact]
    public async Task Stream_WithRandomSplices_YieldsExactlyTheSplicedBody()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var body = Bytes(random, random.Next(0, 200));
            List<Splice> splices = [];
            using var expected = new MemoryStream();
            var at = 0;
            while (random.Next(4) > 0 && at <= body.Length)
            {
                var offset = random.Next(at, body.Length + 1);
                var length = random.Next(0, body.Length - offset + 1);
                var replacement = Bytes(random, random.Next(0, 30));
                splices.Add(new Splice(offset, length, replacement, 1, 0, true));
                expected.Write(body, at, offset - at);
                expected.Write(replacement);
                at = offset + length;
            }

            expected.Write(body, at, body.Length - at);
            Assert.Equal(expected.Length, SplicedStream.LengthOf(body.Length, splices));
            await using var stream = new SplicedStream(body, splices);
            var actual = await ReadAsync(stream, random);
            Assert.True(expected.ToArray().AsSpan().SequenceEqual(actual), $"seed {seed}");
        }
    }

    [Fact]
    public async Task Stream_BehindAByteOrderMark_KeepsIt()
    {
        byte[] body = [0xEF, 0xBB, 0xBF, .. "{\"a\":\"xyz\"}"u8];
        await using var stream = new SplicedStream(body, [new Splice(6, 3, "q"u8.ToArray(), 1, 0, true)], shift: 3);
        byte[] expected = [0xEF, 0xBB, 0xBF, .. "{\"a\":\"q\"}"u8];
        Assert.Equal(expected, await ReadAsync(stream, new Random(1)));
    }

    [Theory]
    [InlineData(-1, 2, "x")]
    [InlineData(0, -1, "x")]
    [InlineData(5, 100, "x")]
    [InlineData(11, 0, "x")]
    [InlineData(int.MaxValue, int.MaxValue, "x")]
    [InlineData(2, 2, "quo\"te")]
    [InlineData(2, 2, "line\nbreak")]
    [InlineData(2, 2, "half\\")]
    [InlineData(2, 2, "zero\0")]
    public void Splice_ThatCannotBeApplied_DoesNotFit(int offset, int length, string replacement) =>
        Assert.False(Fits([new Splice(offset, length, Encoding.UTF8.GetBytes(replacement), 1, 0, true)]));

    [Theory]
    [InlineData("esc\\\"aped \\\\ \\u00e9")]
    [InlineData("")]
    [InlineData("é✓")]
    public void Splice_OfStringContent_Fits(string replacement) =>
        Assert.True(Fits([new Splice(2, 3, Encoding.UTF8.GetBytes(replacement), 1, 0, true)]));

    private static bool Fits(params IReadOnlyList<Splice> splices) => ResultCheck.Fits(new CompileResult { Splices = splices }, "ten bytes."u8);

    [Fact]
    public void Splices_OverlappingOrOutOfOrder_DoNotFit()
    {
        Assert.False(Fits([Plain(2, 4), Plain(5, 1)]));
        Assert.False(Fits([Plain(5, 1), Plain(2, 1)]));
        Assert.True(Fits([Plain(2, 3), Plain(5, 1)]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(5000L)]
    [InlineData(1L)]
    public async Task Body_OfAnyLength_IsReadWhole(long? announced)
    {
        var body = Bytes(new Random(7), 100_000);
        using var source = new MemoryStream(body);
        var (read, isWhole) = await BodyReader.ReadAsync(source, announced, 200_000, CancellationToken.None);
        using (read)
        {
            Assert.True(isWhole);
            Assert.True(body.AsSpan().SequenceEqual(read.Memory.Span));
        }
    }

    [Fact]
    public async Task Body_OverTheLimit_ContinuesWhereItStopped()
    {
        var body = Bytes(new Random(8), 100_000);
        using var source = new MemoryStream(body);
        var (read, isWhole) = await BodyReader.ReadAsync(source, null, 20_000, CancellationToken.None);
        using (read)
        {
            Assert.False(isWhole);
            await using var rest = new PrefixedStream(read.Memory, source);
            Assert.Equal(body, await ReadAsync(rest, new Random(9)));
        }
    }

    private static Splice Plain(int offset, int length) => new(offset, length, "x"u8.ToArray(), 1, 0, true);

    /// <summary>Bytes that can stand inside a JSON string.</summary>
    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) bytes[i] = (byte)random.Next('a', 'z');
        return bytes;
    }

    private static async Task<byte[]> ReadAsync(Stream stream, Random random)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64];
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, random.Next(1, buffer.Length)));
            if (read == 0) return all.ToArray();
            all.Write(buffer, 0, read);
        }
    }
}
