using System.Text.Json;
using System.Text.RegularExpressions;

namespace TokenPak.Compression.Content;

/// <summary>
/// A program as a call's input, as Codex' <c>exec</c> takes it: <c>const r = await tools.exec_command({cmd: "cat a.py"}); text(r.output);</c>. What it prints
/// is what the tools in it print.
/// </summary>
internal static partial class CodeCall
{
    /// <summary>Longer programs are not looked into.</summary>
    private const int MaxLength = 32 * 1024;

    /// <summary>Whether a call's input is a program.</summary>
    public static bool Is(string tool, ReadOnlySpan<char> input) => tool == "exec" && input.TrimStart() is not ['{', ..];

    /// <summary>The call that stands for a program's. Where what it calls is not understood that has no name, and its result counts as a file.</summary>
    public static ToolContext Of(string code)
    {
        if (code.Length > MaxLength) return default;
        string? tool = null;
        var calls = 0;
        foreach (Match call in Tool().Matches(code))
        {
            var name = call.Groups[1].Value;
            if (tool is not null && tool != name) return default;
            tool = name;
            calls++;
        }

        if (tool is not ("exec_command" or "shell_command")) return new ToolContext(tool, null, null);
        var commands = Command().Matches(code).Select(m => Unquote(m.Groups[1].Value)).ToArray();

        // A command that the program puts together is not seen.
        return commands.Length == calls && !commands.Contains(null) ? new ToolContext(tool, string.Join('\n', commands), null) : default;
    }

    private static string? Unquote(string literal)
    {
        if (literal[0] != '"') return literal.Contains('\\') || literal.Contains("${", StringComparison.Ordinal) ? null : literal[1..^1];
        try
        {
            return JsonSerializer.Deserialize<string>(literal);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\btools\.(\w+)")]
    private static partial Regex Tool();

    [GeneratedRegex("""\b(?:cmd|command)["']?\s*:\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)\s*[,}]""")]
    private static partial Regex Command();
}
