using System.Text.RegularExpressions;

namespace TokenPak.Compression.Tests.Stages.Diff;

internal static partial class DiffDecoder
{
    public static string Decode(string text) => Short().Replace(text, match =>
    {
        var path = match.Groups["path"].Value;
        var (change, mode) = (match.Groups["change"].Value, match.Groups["mode"].Value);
        return $"diff --git a/{path} b/{path}\n"
            + (change.Length > 0 ? $"{change} file mode {mode}\n" : "")
            + (match.Groups["blobs"].Success ? $"index {match.Groups["blobs"].Value}\n" : "")
            + (change == "new" ? "--- /dev/null\n" : $"--- a/{path}\n")
            + (change == "deleted" ? "+++ /dev/null\n" : $"+++ b/{path}\n");
    });

    [GeneratedRegex("(?m)^diff (?!--git a/)(?<path>[^\n]+?)(?: (?<change>new|deleted) (?<mode>[0-7]*))?(?: index (?<blobs>[0-9a-f. ]+))?\n")]
    private static partial Regex Short();
}
