using System.Diagnostics;
using System.Text.Json;

namespace TokenPak.Evaluation.Toon;

/// <summary>The reference implementation of TOON, run by node from a folder in which <c>npm install</c> was run.</summary>
internal sealed class ToonProcess : IDisposable
{
    private readonly Process _process;

    private ToonProcess(Process process) => _process = process;

    /// <summary>Null where it is not installed: the comparison is then left out, and the report says so.</summary>
    public static ToonProcess? Start(string? folder)
    {
        if (folder is null || !Directory.Exists(Path.Combine(folder, "node_modules", "@toon-format", "toon"))) return null;
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "toon.mjs")]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        try
        {
            return Process.Start(start) is { } process ? new ToonProcess(process) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // no node
        }
    }

    public string Encode(string compactJson)
    {
        _process.StandardInput.WriteLine(compactJson);
        _process.StandardInput.Flush();
        return JsonSerializer.Deserialize<string>(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("TOON ended early.")) ?? "";
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
