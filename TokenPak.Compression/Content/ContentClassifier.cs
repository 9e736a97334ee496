using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages;

namespace TokenPak.Compression.Content;

/// <summary>Tells file content from other output, by the call and by the text. In doubt it is a file: that costs savings, never an edit.</summary>
internal static class ContentClassifier
{
    /// <summary>Parts of tool names that read, write or show files.</summary>
    private static readonly string[] FileWords =
    [
        "read", "view", "open", "cat", "edit", "write", "create", "replace", "patch", "insert", "notebook", "content", "show", "scroll", "goto",
        "undo", "apply", "diff", "file", "blob", "source", "snippet", "symbol", "definition",
    ];

    /// <summary>Parts of tool names that find things; they win over <see cref="FileWords"/> ("search_file", "find_file").</summary>
    private static readonly string[] SearchWords = ["grep", "search", "glob", "find", "list", "rg"];

    private static readonly string[] ShellWords = ["bash", "shell", "exec", "terminal", "command", "run", "powershell", "cmd", "process"];

    public static ContentKind Classify(BlockKind kind, ToolContext tool, bool hasTools, ReadOnlySpan<char> text)
    {
        if (kind == BlockKind.Document) return ContentKind.Output;
        if (kind == BlockKind.Paste) return hasTools ? ContentKind.File : ContentKind.Output;
        var byCall = ByCall(tool);
        if (byCall == ContentKind.File) return byCall;
        if (byCall == ContentKind.Diff) return IsGitDiff(text) ? ContentKind.Diff : ContentKind.File;
        // A tool that searches something other than files answers in JSON; a command never does by its name alone.
        if (byCall == ContentKind.Search && tool.Command is null && text.TrimStart() is ['{' or '[', ..]) return ContentKind.Output;
        return NumberedLines.Dominate(text) || LooksLikeDiff(text) ? ContentKind.File : byCall;
    }

    internal static ContentKind ByCall(ToolContext tool)
    {
        if (string.IsNullOrEmpty(tool.Tool)) return ContentKind.File;
        if (tool.Command is not null && (HasWord(tool.Tool, ShellWords) || !HasWord(tool.Tool, FileWords))) return ShellCommand.Classify(tool.Command);
        if (HasWord(tool.Tool, SearchWords)) return ContentKind.Search;
        return HasWord(tool.Tool, FileWords) ? ContentKind.File : ContentKind.Output;
    }

    private static bool IsGitDiff(ReadOnlySpan<char> text) => text.StartsWith("diff --git ") || text.Contains("\ndiff --git ", StringComparison.Ordinal);

    private static bool LooksLikeDiff(ReadOnlySpan<char> text) => text.StartsWith("diff --git ") || text.StartsWith("@@ -") || text.Contains("\n@@ -", StringComparison.Ordinal);

    private static bool HasWord(string name, string[] words)
    {
        foreach (var word in words)
        {
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
