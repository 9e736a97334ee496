using System.Buffers;

namespace TokenPak.Gateway.Bodies;

/// <summary>Reads a body into a rented buffer that grows with what arrives, never with what is announced.</summary>
internal static class BodyReader
{
    private const int FirstBuffer = 16 * 1024;
    private const int TrustedLength = 1024 * 1024;

    /// <summary>Reads to the end or until more than <paramref name="limit"/> bytes are there.</summary>
    /// <returns>What was read, and whether that is the whole body.</returns>
    public static async ValueTask<(PooledBody Body, bool IsWhole)> ReadAsync(Stream source, long? announced, int limit, CancellationToken cancellationToken)
    {
        var first = announced is > 0 ? (int)Math.Min(announced.Value, TrustedLength) : FirstBuffer;
        var buffer = ArrayPool<byte>.Shared.Rent(first);
        var length = 0;
        try
        {
            while (true)
            {
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }

                var read = await source.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0) return (new PooledBody(buffer, length), true);
                length += read;
                if (length > limit) return (new PooledBody(buffer, length), false);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }
}
