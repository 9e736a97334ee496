using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TokenPak.Gateway.Proxying;

/// <summary>Version 7 GUIDs. <see cref="Guid.CreateVersion7()"/> reads each one's random part from the kernel; here a thread fetches those of many at once.</summary>
internal static class RequestId
{
    private const int Size = 16;
    private const int Batch = 64;

    [ThreadStatic]
    private static byte[]? _random;

    [ThreadStatic]
    private static int _used;

    public static Guid Create(DateTimeOffset time)
    {
        var random = _random ??= new byte[Size * Batch];
        if (_used == 0) RandomNumberGenerator.Fill(random);
        Span<byte> bytes = stackalloc byte[Size];
        random.AsSpan(_used, Size).CopyTo(bytes);
        _used = (_used + Size) % random.Length;

        // RFC 9562: 48 bits of Unix milliseconds, then version and variant among the random ones.
        var milliseconds = time.ToUnixTimeMilliseconds();
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(milliseconds >> 16));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], (ushort)milliseconds);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
