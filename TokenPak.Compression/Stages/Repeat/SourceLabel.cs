using TokenPak.Compression.Content;

namespace TokenPak.Compression.Stages.Repeat;

/// <summary>The call that a block came from, in a few words: <c>ls -R</c>, <c>Read src/a.py</c>.</summary>
internal static class SourceLabel
{
    private const int MaxLength = 32;

    public static string Of(ToolContext tool)
    {
        if (string.IsNullOrEmpty(tool.Tool)) return "";
        var call = tool.Command ?? (tool.Subject is null ? tool.Tool : $"{tool.Tool} {tool.Subject}");
        var line = call.AsSpan();
        var end = line.IndexOfAny('\n', '\r');
        if (end >= 0) line = line[..end];
        if (line.Length > MaxLength) line = line[..(char.IsHighSurrogate(line[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
        return line.Length == call.Length ? call : $"{line.TrimEnd()}…";
    }
}
