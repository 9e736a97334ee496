using Microsoft.Extensions.Time.Testing;
using TokenPak.Local.Running;
using TokenPak.TestKit.Products;

namespace TokenPak.Local.Tests.Running;

public sealed class LeaseTests
{
    [Fact]
    public void Lease_IsHeldUntilDisposed()
    {
        using var folder = new TemporaryFolder();
        var leases = Path.Combine(folder.Path, "leases");
        Assert.False(Lease.AnyHeld(leases));
        using (Lease.Take(leases)) Assert.True(Lease.AnyHeld(leases));
        Assert.False(Lease.AnyHeld(leases));
    }

    [Fact]
    public void Lease_FileLeftBehind_IsNotHeldAndGoes()
    {
        using var folder = new TemporaryFolder();
        var left = Path.Combine(folder.Path, "1.lease");
        File.WriteAllText(left, "");
        Assert.False(Lease.AnyHeld(folder.Path));
        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task Linger_WhileHeldGoesOn_ThenEndsAfterItsTime()
    {
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider();
        var linger = new Linger(folder.Path, new LingerOptions { LingerSeconds = 60, CheckSeconds = 10 }, time);
        var lease = Lease.Take(folder.Path);
        var waiting = linger.UntilUnneededAsync(TestContext.Current.CancellationToken);

        for (var i = 0; i < 20; i++) time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(waiting.IsCompleted);

        lease.Dispose();
        await TestKit.Waiting.Eventually.HoldsAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(10));
                return waiting.IsCompleted;
            },
            "the background host to be no longer needed");
        await waiting;
    }
}
