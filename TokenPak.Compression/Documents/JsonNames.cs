using System.Text;

namespace TokenPak.Compression.Documents;

/// <summary>Member names as UTF-8, at most 32 a set (one bit each tells duplicates).</summary>
internal static class JsonNames
{
    public static ReadOnlyMemory<byte>[] Of(params ReadOnlySpan<string> names)
    {
        var result = new ReadOnlyMemory<byte>[names.Length];
        for (var i = 0; i < names.Length; i++) result[i] = Encoding.UTF8.GetBytes(names[i]);
        return result;
    }
}
