using TokenPak.Compression.Content;

namespace TokenPak.Compression.Stages.Lossy.Lines;

/// <summary>What a command's lines mean: those that always stay, and those that are progress and nothing else.</summary>
/// <param name="Program">The program as it is called, with its first argument where that decides: <c>git status</c>.</param>
/// <param name="Keep">Parts of lines that stay: totals, verdicts, headings.</param>
/// <param name="Noise">Beginnings of lines (blanks aside) of which the first and the last tell all.</param>
internal sealed record CommandRule(string Program, string[] Keep, string[] Noise);

/// <summary>The commands that agents run most. A rule adds to what holds for any text (errors, outliers, first, last), and takes nothing from it.</summary>
internal static class CommandRules
{
    public static IReadOnlyList<CommandRule> All { get; } =
    [
        new("git status", ["On branch", "Your branch", "Changes ", "Untracked files", "nothing to commit", "both modified", "deleted by"], []),
        new("git push", ["->", "To ", "Everything up-to-date"], ["remote: Counting", "remote: Compressing", "Counting objects", "Compressing objects", "Writing objects", "Delta compression"]),
        new("git pull", ["->", "From ", "files changed", "Already up to date", "Fast-forward"], ["remote: Counting", "remote: Compressing", "Receiving objects", "Resolving deltas", "Unpacking objects"]),
        new("git clone", ["Cloning into"], ["remote: Counting", "remote: Compressing", "Receiving objects", "Resolving deltas", "Updating files"]),
        new("git branch", ["* "], []),
        new("git diff", ["files changed", "file changed"], []),
        new("grep", ["Binary file"], []),
        new("rg", ["Binary file", "matches", "files searched"], []),
        new("ls", ["total "], []),
        new("find", ["Permission denied"], []),
        new("du", ["total"], []),
        new("dotnet", ["Build succeeded", "Build FAILED", "Warning(s)", "Error(s)", "Time Elapsed", "Passed!", "Failed!", "Total tests", "Passed:", "Failed:", "Skipped:"], ["Restored ", "Determining projects", "All projects are up-to-date"]),
        new("npm", ["added ", "removed ", "changed ", "audited ", "vulnerabilit", "Tests:", "Test Suites:", "passing", "failing", "pending", "✕", "✖", "●"], ["npm http", "npm timing", "npm sill", "npm verb"]),
        new("yarn", ["Done in", "success", "✕", "✖"], ["➤ YN0013", "➤ YN0019", "[1/", "[2/", "[3/", "[4/"]),
        new("pnpm", ["Done in", "dependencies:", "+ ", "- "], ["Progress:"]),
        new("cargo", ["test result:", "Finished", "running ", "panicked", "-->", "aborting"], ["Compiling ", "Downloaded ", "Downloading ", "Checking ", "Fresh ", "Updating "]),
        new("pytest", [" passed", " failed", "collected ", "short test summary", "= FAILURES", "= ERRORS", "FAILED ", "ERROR ", "rootdir", "XFAIL", "XPASS", "SKIPPED"], []),
        new("pip", ["Successfully", "Requirement already satisfied: pip"], ["Collecting ", "Downloading ", "Using cached ", "Requirement already satisfied"]),
        new("go", ["ok  \t", "--- FAIL", "FAIL\t", "PASS", "coverage:"], ["go: downloading", "=== RUN", "--- PASS"]),
        new("mvn", ["Tests run:", "BUILD ", "Total time"], ["[INFO] Download", "Downloading from", "Downloaded from", "Progress"]),
        new("gradle", ["BUILD ", "tests completed", "actionable task"], ["> Task", "Download "]),
        new("make", ["***", "Error "], ["make[", "gcc ", "cc ", "g++ ", "clang "]),
        new("docker build", ["writing image", "naming to", "Successfully", "Step ", "=> ERROR", "DONE"], ["#", "Sending build context"]),
        new("docker pull", ["Digest:", "Status:"], []),
        new("docker ps", ["CONTAINER ID", "Exited", "Restarting", "Created", "Paused", "Dead"], []),
        new("docker logs", [], []),
        new("kubectl get", ["NAME", "Pending", "CrashLoop", "Terminating", "Init:", "ContainerCreating", "0/"], []),
        new("kubectl describe", ["Name:", "Status:", "State:", "Reason:", "Last State:", "Exit Code:", "Events:", "Conditions:"], []),
        new("kubectl logs", [], []),
        new("apt-get", ["newly installed", "to remove", "upgraded,"], ["Get:", "Hit:", "Ign:", "Selecting ", "Preparing ", "Unpacking ", "Setting up ", "Processing ", "(Reading"]),
    ];

    /// <summary>The rule of the last command of a line that has one.</summary>
    public static CommandRule? Of(ToolContext tool)
    {
        if (tool.Command is not { } command) return null;
        CommandRule? found = null;
        foreach (var part in command.Split(['|', ';', '&', '\n', '(', ')'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var at = Array.FindIndex(words, word => !word.Contains('=') && word is not ("sudo" or "time" or "env" or "npx" or "uv" or "run" or "poetry" or "python" or "python3" or "-m" or "exec"));
            if (at < 0) continue;
            var program = words[at][(words[at].LastIndexOf('/') + 1)..];
            var argument = words.Skip(at + 1).FirstOrDefault(word => !word.StartsWith('-'));
            found = All.FirstOrDefault(rule => rule.Program == program + " " + argument) ?? All.FirstOrDefault(rule => rule.Program == program) ?? found;
        }

        return found;
    }
}
