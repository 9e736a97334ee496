using System.Buffers.Binary;
using System.Text.Json;

namespace TokenPak.Contracts.Compilation;

/// <summary>
/// The compile answer on the wire: <c>TPC1</c>, the header's length (int32, little endian), a JSON header, then the replacements one after
/// another. Lengths are checked on reading, so that a truncated or foreign answer is seen as one.
/// </summary>
public static class CompileResultCodec
{
    /// <summary>The content type of an encoded result.</summary>
    public const string ContentType = "application/vnd.tokenpak.compile-result";

    private const int PreambleLength = 8;

    private static ReadOnlySpan<byte> Magic => "TPC1"u8;

    /// <summary>Encodes a result.</summary>
    public static byte[] Encode(CompileResult result)
    {
        var spans = new WireSplice[result.Splices.Count];
        var payload = 0;
        for (var i = 0; i < spans.Length; i++)
        {
            var s = result.Splices[i];
            spans[i] = new WireSplice(s.Offset, s.Length, s.Replacement.Length, s.TokensRemoved, s.CompiledTokenOffset, s.IsNew);
            payload += s.Replacement.Length;
        }

        var header = JsonSerializer.SerializeToUtf8Bytes(
            new WireHeader(result with { Splices = [] }, spans), CompilationJsonContext.Default.WireHeader);
        var bytes = new byte[PreambleLength + header.Length + payload];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), header.Length);
        header.CopyTo(bytes, PreambleLength);
        var at = PreambleLength + header.Length;
        foreach (var splice in result.Splices)
        {
            splice.Replacement.Span.CopyTo(bytes.AsSpan(at));
            at += splice.Replacement.Length;
        }

        return bytes;
    }

    /// <summary>Decodes a result; false where the bytes are not one, whole. Replacements are slices of <paramref name="bytes"/>.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> bytes, out CompileResult? result)
    {
        result = null;
        if (bytes.Length < PreambleLength || !bytes.Span.StartsWith(Magic)) return false;
        var headerLength = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[4..]);
        if (headerLength < 0 || headerLength > bytes.Length - PreambleLength) return false;

        WireHeader? header;
        try
        {
            header = JsonSerializer.Deserialize(bytes.Span.Slice(PreambleLength, headerLength), CompilationJsonContext.Default.WireHeader);
        }
        catch (JsonException)
        {
            return false;
        }

        // A foreign header can be JSON and say nothing, whatever the declarations promise.
        if (header is not { Result: { Stages: not null } decided, Splices: not null } || decided.Stages.Any(stage => stage?.Stage is null)) return false;
        var rest = bytes[(PreambleLength + headerLength)..];
        var splices = new Splice[header.Splices.Length];
        for (var i = 0; i < splices.Length; i++)
        {
            var s = header.Splices[i];
            if (s.ReplacementLength < 0 || s.ReplacementLength > rest.Length) return false;
            splices[i] = new Splice(s.Offset, s.Length, rest[..s.ReplacementLength], s.TokensRemoved, s.CompiledTokenOffset, s.IsNew);
            rest = rest[s.ReplacementLength..];
        }

        if (!rest.IsEmpty) return false;
        result = decided with { Splices = splices };
        return true;
    }
}
