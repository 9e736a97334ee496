namespace TokenPak.TestKit.Upstream;

/// <summary>Holds back each chunk of an answer until the test lets it go: proves that chunks arrive one by one.</summary>
public sealed class StreamGate : IDisposable
{
    private readonly SemaphoreSlim _permits = new(0);
    private int _sent;

    /// <summary>Chunks that the provider has sent through the gate.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>Lets the next chunks go.</summary>
    public void Release(int chunks = 1) => _permits.Release(chunks);

    /// <summary>Lets everything go.</summary>
    public void Open() => _permits.Release(1_000_000);

    /// <inheritdoc/>
    public void Dispose() => _permits.Dispose();

    internal Task WaitAsync(CancellationToken cancellationToken) => _permits.WaitAsync(cancellationToken);

    internal void CountSent() => Interlocked.Increment(ref _sent);
}
