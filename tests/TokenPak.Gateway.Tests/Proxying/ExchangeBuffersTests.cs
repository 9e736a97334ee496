using System.Buffers;
using TokenPak.Gateway.Bodies;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Tests.Proxying;

/// <summary>A request holds the buffers that it still needs, and gives each back once.</summary>
public sealed class ExchangeBuffersTests
{
    // Each from a size of its own, of which the pool hands out what this thread gave back last.
    private readonly byte[] _received = ArrayPool<byte>.Shared.Rent(10_000);
    private readonly byte[] _decoded = ArrayPool<byte>.Shared.Rent(40_000);
    private readonly byte[] _marked = ArrayPool<byte>.Shared.Rent(160_000);

    [Fact]
    public void KeepOnly_AThirdBuffer_GivesTheOthersBackAtOnce_AndItselfAtTheEnd()
    {
        using (var exchange = NewExchange())
        {
            exchange.Owns(new PooledBody(_received, 1));
            exchange.Owns(new PooledBody(_decoded, 1));
            exchange.KeepOnly(new PooledBody(_marked, 1));

            Assert.True(IsBack(_received) && IsBack(_decoded));
            Assert.False(IsBack(_marked));
        }

        Assert.True(IsBack(_marked));
    }

    [Fact]
    public void KeepOnly_OneOfTwo_GivesTheOtherBack()
    {
        using (var exchange = NewExchange())
        {
            var decoded = new PooledBody(_decoded, 1);
            exchange.Owns(new PooledBody(_received, 1));
            exchange.Owns(decoded);
            exchange.KeepOnly(decoded);

            Assert.True(IsBack(_received));
            Assert.False(IsBack(_decoded));
        }

        Assert.True(IsBack(_decoded));
    }

    [Fact]
    public void KeepOnly_WhileSomebodyStillReadsAnother_LeavesThatToTheCollector()
    {
        using var exchange = NewExchange();
        var read = new PooledBody(_decoded, 1);
        exchange.Owns(new PooledBody(_received, 1));
        exchange.Owns(read);
        read.Abandon();
        exchange.KeepOnly(new PooledBody(_marked, 1));

        Assert.False(IsBack(_decoded));
    }

    private static bool IsBack(byte[] buffer) => ReferenceEquals(buffer, ArrayPool<byte>.Shared.Rent(buffer.Length));

    private static Exchange NewExchange() => new() { Id = Guid.NewGuid(), Timestamp = DateTimeOffset.UnixEpoch, Start = 0, Endpoint = "/v1/messages" };
}
