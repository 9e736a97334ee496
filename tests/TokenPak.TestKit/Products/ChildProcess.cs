using System.Diagnostics;
using System.Text;
using TokenPak.TestKit.Waiting;

namespace TokenPak.TestKit.Products;

/// <summary>A child process with captured output that ends when the test process ends, however that happens.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>The child is told to end when the pipe from this process closes, so that a killed test run leaves nothing behind.</summary>
    private const string Guard = """
        exec 3<&0; "$@" </dev/null 3<&- & c=$!; (cat <&3; kill -TERM $c) >/dev/null 2>&1 & w=$!; trap "kill -TERM $c" TERM INT; wait $c; r=$?; while kill -0 $c 2>/dev/null; do wait $c; r=$?; done; kill $w 2>/dev/null; exit $r
        """;

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private ChildProcess(Process process) => _process = process;

    /// <summary>Everything printed so far, both streams.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Whether the process has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The program's own process id: the first child of the guard, which starts it before anything else.</summary>
    public async Task<int> ProgramIdAsync()
    {
        var children = $"/proc/{_process.Id}/task/{_process.Id}/children";
        var first = await Eventually.GetAsync(
            () => HasExited
                ? throw new InvalidOperationException($"The process ended with {ExitCode}:\n{Output}")
                : File.ReadAllText(children).Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(),
            "the program to start");
        return int.Parse(first, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Its exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a program. Variables of this process that steer TokenPak or OpenTelemetry are not handed down.</summary>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment, string? workingDirectory = null)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Guard, "sh", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToArray()) start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;

        var child = new ChildProcess(new Process { StartInfo = start });
        child._process.OutputDataReceived += (_, line) => child.Append(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Append(line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Waits for a line of output; what was printed instead is in the failure.</summary>
    public async Task<string> LineAsync(Func<string, bool> match, string what)
    {
        try
        {
            return await Eventually.GetAsync(
                () =>
                {
                    var line = Output.Split('\n').FirstOrDefault(match);
                    return line is null && HasExited ? throw new InvalidOperationException($"The process ended with {ExitCode} before {what}:\n{Output}") : line;
                },
                what);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message} The process said:\n{Output}", e);
        }
    }

    /// <summary>Asks the process to end, as Ctrl-C does, and waits for it.</summary>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("/bin/kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        }

        await ExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Waits for the process to end by itself.</summary>
    public Task ExitAsync() => _process.WaitForExitAsync().InTimeAsync("the process to end");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static bool IsOurs(string name) =>
        name.StartsWith("TOKENPAK", StringComparison.OrdinalIgnoreCase) || name.StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ConnectionStrings", StringComparison.OrdinalIgnoreCase);

    private void Append(string? line)
    {
        if (line is null) return;
        lock (_output) _output.Append(line).Append('\n');
    }
}
