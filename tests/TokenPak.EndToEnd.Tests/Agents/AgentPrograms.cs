using System.Reflection;

namespace TokenPak.EndToEnd.Tests.Agents;

/// <summary>The agents' own programs, as npm restores them. None of their install scripts is run.</summary>
internal static class AgentPrograms
{
    private static readonly Dictionary<string, string> Entries = new()
    {
        // What "claude" is without its install script: a launcher of the platform's binary.
        ["claude"] = "@anthropic-ai/claude-code/cli-wrapper.cjs",
        ["codex"] = "@openai/codex/bin/codex.js",
        ["gemini"] = "@google/gemini-cli/bundle/gemini.js",
        ["cn"] = "@continuedev/cli/dist/cn.js",
    };

    private static string Folder => typeof(AgentPrograms).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "AgentsFolder").Value
        ?? throw new InvalidOperationException("The build names no agents folder.");

    /// <summary>Puts each agent by its name into a folder that then stands first on a PATH.</summary>
    public static void LinkInto(string folder)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules"))) throw new InvalidOperationException($"The agents are not restored: run 'npm ci --ignore-scripts' in {Folder}.");
        foreach (var (name, entry) in Entries)
        {
            var link = Path.Combine(folder, name);
            File.WriteAllText(link, $"#!/bin/sh\nexec node '{Path.Combine(Folder, "node_modules", entry)}' \"$@\"\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(link, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
