using System.Buffers;

namespace TokenPak.Gateway.Bodies;

/// <summary>A request body in a rented buffer.</summary>
internal sealed class PooledBody(byte[] buffer, int length) : IDisposable
{
    private int _returned;

    public int Length => length;

    public ReadOnlyMemory<byte> Memory => buffer.AsMemory(0, length);

    /// <summary>Leaves the buffer to the garbage collector: somebody may still be reading it.</summary>
    public void Abandon() => Interlocked.Exchange(ref _returned, 1);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _returned, 1) == 0) ArrayPool<byte>.Shared.Return(buffer);
    }
}
