using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace TokenPak.EndToEnd.Tests.JavaScript;

/// <summary>Runs a scenario of one of the official JavaScript clients.</summary>
internal sealed class NodeClient(string script, Uri baseUrl, string apiKey)
{
    /// <summary>Where the packages are restored.</summary>
    public static string Folder => typeof(NodeClient).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ClientsFolder").Value
        ?? throw new InvalidOperationException("The build names no clients folder.");

    /// <summary>What the scenario saw, or the error that it caught.</summary>
    public async Task<JsonElement> RunAsync(string scenario)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules"))) throw new InvalidOperationException($"The JavaScript clients are not restored: run 'npm ci' in {Folder}.");
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("node", [Path.Combine(Folder, script), scenario])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Folder,
                Environment = { ["BASE_URL"] = baseUrl.AbsoluteUri.TrimEnd('/'), ["API_KEY"] = apiKey, ["NODE_NO_WARNINGS"] = "1" },
            },
        };
        process.Start();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync().InTimeAsync($"{script} {scenario} to end");
        await process.WaitForExitAsync().InTimeAsync($"{script} {scenario} to end");
        if (process.ExitCode != 0) throw new InvalidOperationException($"{script} {scenario} failed:\n{await errors}");
        return JsonElement.Parse(output);
    }
}
