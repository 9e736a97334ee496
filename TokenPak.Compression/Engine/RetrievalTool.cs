using System.Text;
using System.Text.Json;

namespace TokenPak.Compression.Engine;

/// <summary>Whether a request can fetch what was left out: a tool by that name, as defined (<c>name</c>) or as a client prefixes it (<c>mcp__server__name</c>).</summary>
internal static class RetrievalTool
{
    private const int MaxDepth = 1024;

    public static bool IsDefinedIn(ReadOnlySpan<byte> tools, string name)
    {
        Span<byte> wanted = stackalloc byte[name.Length * 3];
        wanted = wanted[..Encoding.UTF8.GetBytes(name, wanted)];
        if (tools.IndexOf(wanted) < 0) return false;
        var reader = new Utf8JsonReader(tools, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("name"u8)) continue;
            if (reader.Read() && reader.TokenType == JsonTokenType.String && IsNamed(reader.ValueSpan, wanted)) return true;
        }

        return false;
    }

    public static bool IsCalled(string? tool, IReadOnlyList<string> names)
    {
        if (tool is null) return false;
        foreach (var name in names)
        {
            if (tool.EndsWith(name, StringComparison.Ordinal) && (tool.Length == name.Length || !char.IsLetterOrDigit(tool[^(name.Length + 1)]))) return true;
        }

        return false;
    }

    private static bool IsNamed(ReadOnlySpan<byte> tool, ReadOnlySpan<byte> name) =>
        tool.EndsWith(name) && (tool.Length == name.Length || !char.IsAsciiLetterOrDigit((char)tool[^(name.Length + 1)]));
}
