using TokenPak.Compression.Engine;

namespace TokenPak.Local.Evaluation.Replay;

/// <summary>Puts replacements into a body, as the gateway does.</summary>
internal static class Splicer
{
    public static byte[] Apply(ReadOnlySpan<byte> body, IReadOnlyList<BlockSplice> splices)
    {
        var length = body.Length;
        foreach (var splice in splices) length += splice.Replacement.Length - splice.Length;
        var output = new byte[length];
        var (from, to) = (0, 0);
        foreach (var splice in splices)
        {
            body[from..splice.Offset].CopyTo(output.AsSpan(to));
            to += splice.Offset - from;
            splice.Replacement.Span.CopyTo(output.AsSpan(to));
            to += splice.Replacement.Length;
            from = splice.Offset + splice.Length;
        }

        body[from..].CopyTo(output.AsSpan(to));
        return output;
    }
}
