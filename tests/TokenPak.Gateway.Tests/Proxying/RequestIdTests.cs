using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Tests.Proxying;

public sealed class RequestIdTests
{
    [Fact]
    public void Create_IsAVersion7GuidOfItsTime()
    {
        var time = new DateTimeOffset(2026, 11, 28, 9, 30, 15, 123, TimeSpan.Zero);

        var id = RequestId.Create(time);

        Assert.Equal(7, id.Version);
        Assert.InRange(id.Variant, 8, 11);
        Assert.Equal(Guid.CreateVersion7(time).ToString()[..13], id.ToString()[..13]);
    }

    [Fact]
    public void Create_OnManyThreads_NeverRepeats()
    {
        var time = DateTimeOffset.UnixEpoch;
        var ids = new Guid[20_000];

        Parallel.For(0, ids.Length, i => ids[i] = RequestId.Create(time));

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }
}
