using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TokenPak.Gateway.Protection;

/// <summary>
/// Slows the guessing of admin tokens down, by address: after a few wrong ones each refusal takes longer, and only a few may wait at once, so that guessing
/// side by side is no faster. A right token is never held up by it, unless as many wrong ones as may wait are waiting.
/// </summary>
internal sealed class WrongTokens(TimeProvider time)
{
    /// <summary>Wrong tokens that cost nothing: people mistype.</summary>
    public const int Free = 10;

    /// <summary>Refusals that may wait at once.</summary>
    public const int MostWaiting = 4;

    private const int MostAddresses = 10_000;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<IPAddress, Guesses> _byAddress = new();

    /// <summary>Whether a token from this address is looked at now.</summary>
    public bool MayTry(IPAddress? address) => !_byAddress.TryGetValue(KeyOf(address), out var guesses) || guesses.Waiting < MostWaiting;

    /// <summary>Counts a wrong token, and ends when it may be refused.</summary>
    public async Task RefuseAsync(IPAddress? address, CancellationToken cancellationToken)
    {
        if (_byAddress.Count >= MostAddresses) ForgetOld();
        var guesses = _byAddress.GetOrAdd(KeyOf(address), static _ => new Guesses());
        var delay = guesses.Count(time.GetUtcNow());
        if (delay == TimeSpan.Zero) return;
        guesses.Enter();
        try
        {
            await Task.Delay(delay, time, cancellationToken);
        }
        finally
        {
            guesses.Leave();
        }
    }

    /// <summary>A user of IPv6 has a whole network of addresses.</summary>
    private static IPAddress KeyOf(IPAddress? address)
    {
        if (address is null) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address)) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private void ForgetOld()
    {
        var now = time.GetUtcNow();
        foreach (var (address, guesses) in _byAddress)
        {
            if (guesses.IsOld(now)) _byAddress.TryRemove(address, out _);
        }

        // A flood from everywhere: better to begin anew than to grow without end.
        if (_byAddress.Count >= MostAddresses) _byAddress.Clear();
    }

    private sealed class Guesses
    {
        private readonly Lock _gate = new();
        private int _wrong;
        private int _waiting;
        private DateTimeOffset _last;

        public int Waiting => Volatile.Read(ref _waiting);

        public TimeSpan Count(DateTimeOffset now)
        {
            lock (_gate)
            {
                if (now - _last > Forgotten) _wrong = 0;
                _last = now;
                _wrong++;
                return _wrong <= Free ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(_wrong - Free - 1, 10)));
            }
        }

        public bool IsOld(DateTimeOffset now)
        {
            lock (_gate) return now - _last > Forgotten;
        }

        public void Enter() => Interlocked.Increment(ref _waiting);

        public void Leave() => Interlocked.Decrement(ref _waiting);
    }
}
