using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages;

namespace TokenPak.Compression.Content;

/// <summary>Tells file content from other output, by the call and by the text. In doubt it is a file: that costs savings, never an edit.</summary>
internal static class ContentClassifier
{
    /// <summary>Parts of tool names that read, write or show files.</summary>
    private static readonly string[] FileWords =
    [
        "read", "view", "open", "edit", "notebook", "content", "show", "scroll", "goto", "undo", "diff", "file", "blob", "source", "snippet", "symbol",
        "definition",
    ];

    /// <summary>Parts of names of tools that change something: a file, whose new text they show, or a record, which they answer as JSON.</summary>
    private static readonly string[] ChangeWords = ["write", "create", "replace", "patch", "insert", "apply"];

    /// <summary>Words of everyday interfaces that have one of the others in them.</summary>
    private static readonly string[] Harmless =
        ["resource", "thread", "spread", "credit", "review", "preview", "interview", "overview", "dispatch", "profile", "already"];

    /// <summary>Parts of tool names that find things; they win over <see cref="FileWords"/> ("search_file", "find_file").</summary>
    private static readonly string[] SearchWords = ["grep", "search", "glob", "find", "list", "rg"];

    private static readonly string[] ShellWords = ["bash", "shell", "exec", "terminal", "command", "run", "powershell", "cmd", "process"];

    public static ContentKind Classify(BlockKind kind, ToolContext tool, bool hasTools, ReadOnlySpan<char> text)
    {
        if (kind == BlockKind.Document) return ContentKind.Output;
        if (kind == BlockKind.Paste) return hasTools ? ContentKind.File : ContentKind.Output;
        var (byCall, changes) = ByCall(tool);
        if (byCall == ContentKind.File && !changes) return byCall;
        if (byCall == ContentKind.Diff) return IsGitDiff(text) ? ContentKind.Diff : ContentKind.File;
        // A tool that searches or changes something other than files answers in JSON; a command never does by its name alone.
        if (tool.Command is null && (changes || byCall == ContentKind.Search) && text.TrimStart() is ['{' or '[', ..]) return ContentKind.Output;
        return changes || NumberedLines.Dominate(text) || LooksLikeDiff(text) ? ContentKind.File : byCall;
    }

    /// <summary>What the call's name and command say, and whether it changes something that may be a file.</summary>
    private static (ContentKind Kind, bool Changes) ByCall(ToolContext tool)
    {
        if (string.IsNullOrEmpty(tool.Tool)) return (ContentKind.File, false);
        var name = tool.Tool;
        foreach (var word in Harmless) name = name.Replace(word, "-", StringComparison.OrdinalIgnoreCase);
        var isFile = HasWord(name, FileWords) || name.Equals("cat", StringComparison.OrdinalIgnoreCase);
        var changes = HasWord(name, ChangeWords);
        if (tool.Command is not null && (HasWord(name, ShellWords) || !(isFile || changes))) return (ShellCommand.Classify(tool.Command), false);
        if (HasWord(name, SearchWords)) return (ContentKind.Search, false);
        return isFile || changes ? (ContentKind.File, changes && !isFile) : (ContentKind.Output, false);
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
