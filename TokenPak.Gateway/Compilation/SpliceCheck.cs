using System.Buffers;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Gateway.Compilation;

/// <summary>Whether a compile result can be applied to a body at all: a wrong compiler must not be able to break a request.</summary>
internal static class SpliceCheck
{
    private static readonly SearchValues<byte> Special = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(i => (byte)i)]);

    public static bool Fits(IReadOnlyList<Splice> splices, ReadOnlySpan<byte> body)
    {
        long end = 0;
        for (var i = 0; i < splices.Count; i++)
        {
            var splice = splices[i];
            if (splice.Offset < end || splice.Length < 0 || (long)splice.Offset + splice.Length > body.Length) return false;
            if (!IsStringContent(splice.Replacement.Span)) return false;
            end = (long)splice.Offset + splice.Length;
        }

        return true;
    }

    /// <summary>No control character, no bare quote, no lone backslash: it can stand between quotes.</summary>
    private static bool IsStringContent(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            var at = text.IndexOfAny(Special);
            if (at < 0) return true;
            if (text[at] != '\\' || at + 1 >= text.Length) return false;
            text = text[(at + 2)..];
        }
    }
}
