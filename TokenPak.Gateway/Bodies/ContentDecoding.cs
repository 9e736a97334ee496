using System.IO.Compression;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace TokenPak.Gateway.Bodies;

/// <summary>The content codings that can be undone here.</summary>
internal static class ContentDecoding
{
    /// <summary>8 MiB, the most that RFC 9659 lets a sender of zstd ask of a decoder.</summary>
    private const int ZstdWindowLog = 23;

    public static bool IsIdentity(string? coding) => string.IsNullOrEmpty(coding) || coding.Equals("identity", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null where the coding is not known, or several are stacked.</summary>
    public static Stream? Open(string? coding, Stream encoded) => coding?.ToLowerInvariant() switch
    {
        "gzip" or "x-gzip" => new GZipStream(encoded, CompressionMode.Decompress),
        "br" => new BrotliStream(encoded, CompressionMode.Decompress),
        "deflate" => new ZLibStream(encoded, CompressionMode.Decompress),
        "zstd" => OpenZstd(encoded),
        _ => null,
    };

    public static bool CanDecode(string? coding) => coding?.ToLowerInvariant() is "gzip" or "x-gzip" or "br" or "deflate" or "zstd";

    /// <summary>Decodes a whole body; null where it is no such coding, or longer than the limit when decoded.</summary>
    public static async ValueTask<PooledBody?> DecodeAsync(PooledBody encoded, string coding, int limit, CancellationToken cancellationToken)
    {
        await using var source = new SplicedStream(encoded.Memory, []);
        await using var decoded = Open(coding, source);
        if (decoded is null) return null;
        try
        {
            var (body, isWhole) = await BodyReader.ReadAsync(decoded, null, limit, cancellationToken);
            if (isWhole) return body;
            body.Dispose();
            return null;
        }
        catch (Exception e) when (IsBadData(e))
        {
            return null;
        }
    }

    /// <summary>Whether reading failed because the bytes are not what their coding says, or end too early.</summary>
    public static bool IsBadData(Exception e) => e is InvalidDataException or ZstdException or EndOfStreamException;

    private static DecompressionStream OpenZstd(Stream encoded)
    {
        var stream = new DecompressionStream(encoded);
        stream.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, ZstdWindowLog);
        return stream;
    }
}
