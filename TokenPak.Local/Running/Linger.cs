namespace TokenPak.Local.Running;

/// <summary>Waits until no agent has needed the host for a while.</summary>
internal sealed class Linger(string leases, LingerOptions options, TimeProvider time)
{
    public async Task UntilUnneededAsync(CancellationToken cancellationToken)
    {
        var lastNeeded = time.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.CheckSeconds), time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (Lease.AnyHeld(leases)) lastNeeded = time.GetTimestamp();
            else if (time.GetElapsedTime(lastNeeded) >= TimeSpan.FromSeconds(options.LingerSeconds)) return;
        }
    }
}
