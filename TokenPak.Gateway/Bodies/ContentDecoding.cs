using System.IO.Compression;

namespace TokenPak.Gateway.Bodies;

/// <summary>The content codings that can be undone here. (zstd comes with a later .NET.)</summary>
internal static class ContentDecoding
{
    public static bool IsIdentity(string? coding) => string.IsNullOrEmpty(coding) || coding.Equals("identity", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null where the coding is not known, or several are stacked.</summary>
    public static Stream? Open(string? coding, Stream encoded) => coding?.ToLowerInvariant() switch
    {
        "gzip" or "x-gzip" => new GZipStream(encoded, CompressionMode.Decompress),
        "br" => new BrotliStream(encoded, CompressionMode.Decompress),
        "deflate" => new ZLibStream(encoded, CompressionMode.Decompress),
        _ => null,
    };

    public static bool CanDecode(string? coding) => coding?.ToLowerInvariant() is "gzip" or "x-gzip" or "br" or "deflate";

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
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
