using System.Diagnostics;

namespace TokenPak.EndToEnd.Tests.Agents;

/// <summary>A home, a project and an environment of its own for one agent: nothing of the machine's user is seen or changed, and nothing leaves the machine.</summary>
internal sealed class AgentDesk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AgentDesk()
    {
        Home = Directory.CreateDirectory(Path.Combine(_folder.Path, "home")).FullName;
        Project = Directory.CreateDirectory(Path.Combine(_folder.Path, "project")).FullName;
        Programs = Directory.CreateDirectory(Path.Combine(_folder.Path, "bin")).FullName;
        AgentPrograms.LinkInto(Programs);
        foreach (var (name, text) in ShopProject.Files) File.WriteAllText(Path.Combine(Project, name), text);
    }

    public string Home { get; }

    public string Project { get; }

    private string Programs { get; }

    /// <summary>Writes a file of settings below the home.</summary>
    public string WriteSettings(string name, string text)
    {
        var path = Path.Combine(Home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? Home);
        File.WriteAllText(path, text);
        return path;
    }

    public string ProjectFile(string name) => Path.Combine(Project, name);

    /// <summary>Runs a program in the project to its end, with these variables alone.</summary>
    public async Task<AgentResult> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo("/usr/bin/env", ["-i", .. Environment(variables), program, .. arguments]) };
        process.StartInfo.WorkingDirectory = Project;
        process.StartInfo.RedirectStandardInput = process.StartInfo.RedirectStandardOutput = process.StartInfo.RedirectStandardError = true;
        process.Start();
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().InTimeAsync($"{program} to end");
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end. It said:\n{await output}\n{await errors}");
        }

        return new AgentResult(process.ExitCode, await output, await errors);
    }

    public void Dispose() => _folder.Dispose();

    private IEnumerable<string> Environment(IReadOnlyDictionary<string, string> variables)
    {
        var all = new Dictionary<string, string>
        {
            ["PATH"] = $"{Programs}:{System.Environment.GetEnvironmentVariable("PATH")}",
            ["HOME"] = Home,
            ["LANG"] = "C.UTF-8",

            // Whatever wants to leave the machine meets a closed port, and only the gateway is reached past it.
            ["HTTPS_PROXY"] = "http://127.0.0.1:9",
            ["NO_PROXY"] = "localhost,127.0.0.1",
        };
        foreach (var (name, value) in variables) all[name] = value;
        return all.Where(v => v.Value.Length > 0).Select(v => $"{v.Key}={v.Value}");
    }
}
