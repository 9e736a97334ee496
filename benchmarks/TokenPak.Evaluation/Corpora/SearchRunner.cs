using System.Diagnostics;

namespace TokenPak.Evaluation.Corpora;

/// <summary>What search and listing tools print about this repository: run here and now, cut where agents cut.</summary>
internal static class SearchRunner
{
    private const int MaxChars = 30_000;

    private static readonly string[] Commands =
    [
        "grep -rn TokenCounter --include=*.cs .",
        "grep -rn \"public static\" --include=*.cs TokenPak.Gateway",
        "grep -rn -B1 -A2 ReadOnlySpan --include=*.cs TokenPak.Compression/Documents",
        "grep -rl ILogger --include=*.cs .",
        "grep -rc summary --include=*.cs TokenPak.Telemetry",
        "git grep -n TimeProvider",
        "git grep -n -i cache -- docs",
        "git ls-files",
        "git ls-files tests",
        "find . -name *.cs -path */Stages/*",
        "find TokenPak.Compression -type f",
        "find docs tests -type d -not -path */obj/*",
        "ls -R TokenPak.Compression",
        "ls -laR docs",
        "ls -la",
    ];

    public static Corpus? Read()
    {
        if (Repository.Root is not { } root) return null;
        var samples = Commands.Select(c => (Command: c, Text: Run(root, c))).Where(o => o.Text.Length > 0)
            .Select(o => new Sample(o.Command, o.Text, "bash", System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { ["command"] = o.Command }))).ToArray();
        return samples.Length == 0 ? null : new Corpus("search and listings", samples);
    }

    private static string Run(string root, string command)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"set -f; {command}"]) { WorkingDirectory = root, RedirectStandardOutput = true, RedirectStandardError = true });
            var text = process?.StandardOutput.ReadToEnd() ?? "";
            if (text.Length <= MaxChars) return text;
            return text[..(text.LastIndexOf('\n', MaxChars) + 1)];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return ""; // no shell here
        }
    }
}
