using TokenPak.Compression.Stages;

namespace TokenPak.Compression.Content;

/// <summary>What a command line prints, by its programs' names.</summary>
internal static class ShellCommand
{
    private static readonly HashSet<string> Readers = new(StringComparer.OrdinalIgnoreCase)
    {
        "awk", "base64", "bat", "batcat", "cat", "cut", "diff", "ed", "edit", "emacs", "ex", "fold", "gawk", "gc", "get-content", "goto", "head", "hexdump",
        "less", "more", "nano", "nl", "od", "open", "patch", "perl", "pr", "scroll_down", "scroll_up", "sed", "strings", "tac", "tail", "tee", "type", "vi",
        "view", "vim", "xxd", "zcat", "create", "insert", "str_replace", "str_replace_editor", "jq", "yq",
    };

    private static readonly HashSet<string> Searchers = new(StringComparer.OrdinalIgnoreCase)
    {
        "ack", "ag", "egrep", "fgrep", "fd", "find", "find_file", "findstr", "grep", "ls", "rg", "search_dir", "search_file", "select-string", "tree", "dir",
    };

    private static readonly HashSet<string> GitReaders = ["blame", "cat-file", "apply", "format-patch"];

    /// <summary>What may print a diff, a file or a list; the text tells which.</summary>
    private static readonly HashSet<string> GitDiffs = ["diff", "show", "log", "stash"];

    private static readonly HashSet<string> Wrappers = new(StringComparer.OrdinalIgnoreCase) { "sudo", "env", "time", "nohup", "xargs", "command", "exec", "timeout", "nice" };

    /// <summary>A file if any program of the line shows one; a diff if git may print one; search output if any searches; else output.</summary>
    public static ContentKind Classify(string command)
    {
        var kind = ContentKind.Output;
        if (command.Contains("<<", StringComparison.Ordinal)) return ContentKind.File; // a heredoc can hold anything
        foreach (var part in command.Split(['|', ';', '&', '\n', '(', ')', '`', '{', '}'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            var at = 0;
            while (at < words.Length && (Wrappers.Contains(words[at]) || words[at].Contains('=') || (at > 0 && words[at].StartsWith('-')) || IsNumber(words[at]))) at++;
            if (at == words.Length) continue;
            var program = words[at][(words[at].LastIndexOf('/') + 1)..].Trim('"', '\'', '$');
            if (Readers.Contains(program)) return ContentKind.File;
            if (program == "git" && words.Skip(at + 1).Any(GitDiffs.Contains)) kind = ContentKind.Diff;
            if (program == "git" && words.Skip(at + 1).Any(GitReaders.Contains)) return ContentKind.File;
            if (program is "python" or "python3" or "node" or "ruby" && words.Skip(at + 1).Any(w => w is "-c" or "-e")) return ContentKind.File;
            if (kind == ContentKind.Diff) continue;
            if (Searchers.Contains(program) || (program == "git" && words.Skip(at + 1).Any(w => w is "grep" or "ls-files"))) kind = ContentKind.Search;
        }

        return kind;
    }

    private static bool IsNumber(string word) => word.All(char.IsAsciiDigit);
}
