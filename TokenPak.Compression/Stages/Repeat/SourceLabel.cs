using TokenPak.Compression.Content;

namespace TokenPak.Compression.Stages.Repeat;

/// <summary>The words by which a pointer names a tool's result: <c>tool result 4 (bash ls -R)</c>.</summary>
internal static class SourceLabel
{
    private const int MaxLength = 40;

    public static string Of(string ordinal, ToolContext tool)
    {
        if (string.IsNullOrEmpty(tool.Tool)) return ordinal;
        var what = tool.Command ?? tool.Subject;
        var call = what is null ? tool.Tool : $"{tool.Tool} {what}";
        var line = call.AsSpan();
        var end = line.IndexOfAny('\n', '\r');
        if (end >= 0) line = line[..end];
        if (line.Length > MaxLength) line = line[..(char.IsHighSurrogate(line[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
        return line.Length == call.Length ? $"{ordinal} ({line})" : $"{ordinal} ({line.TrimEnd()}…)";
    }
}
