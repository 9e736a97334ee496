using System.Globalization;
using TokenPak.TestKit.Products;
using TokenPak.TestKit.Waiting;

namespace TokenPak.TestKit.Servers;

/// <summary>A real server as a child process: a folder of its own, loopback only, gone when the test run ends, however that happens. It can be hurt in the ways servers are.</summary>
public abstract class ServerProcess : IAsyncDisposable
{
    /// <summary>A broker takes seconds on a machine of its own, and a minute on a crowded one.</summary>
    private static readonly TimeSpan StartBound = TimeSpan.FromSeconds(180);

    private readonly string _name;
    private ChildProcess? _process;
    private bool _wasTold;

    private protected ServerProcess(string name) => _name = name;

    /// <summary>Everything the server has printed since it last started.</summary>
    public string Output => _process?.Output ?? "";

    /// <summary>Whether it ended although nobody asked it to.</summary>
    public bool EndedByItself => _process is { HasExited: true } && !_wasTold;

    /// <summary>The folder that it runs in, and keeps its data in.</summary>
    public string DataFolder => Folder.Path;

    private protected TemporaryFolder Folder { get; } = new();

    private ChildProcess Process => _process ?? throw new InvalidOperationException($"{_name} was not started.");

    /// <summary>Ends it without a warning, as a crash does; what it had written to disk stays (RabbitMQ writes a new queue's record a moment after confirming it).</summary>
    public async Task KillAsync()
    {
        _wasTold = true;
        await SignalAsync("KILL");
        await Process.ExitAsync();
    }

    /// <summary>Ends it as its administrator would; its disk stays.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> StopAsync()
    {
        _wasTold = true;
        return Process.StopAsync();
    }

    /// <summary>The program's own process id.</summary>
    public Task<int> ProgramIdAsync() => Process.ProgramIdAsync();

    /// <summary>Stops its clock: connections stay open, and nobody answers.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on after <see cref="PauseAsync"/>.</summary>
    public Task ContinueAsync() => SignalAsync("CONT");

    /// <summary>Starts it again with the same disk and port; ends it first where it still runs.</summary>
    public async Task RestartAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _wasTold = false;
        _process = Launch();
        await Eventually.HoldsAsync(
            async () => _process.HasExited ? throw new InvalidOperationException($"{_name} ended with {_process.ExitCode}:\n{_process.Output}") : await AnswersAsync(),
            $"{_name} to answer",
            StartBound);
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            // One that is paused would not hear that it should end.
            if (!_process.HasExited) await ContinueAsync();
            await _process.DisposeAsync();
        }

        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract ChildProcess Launch();

    /// <summary>Whether it serves; a refused or broken connection counts as no.</summary>
    private protected abstract Task<bool> AnswersAsync();

    private async Task SignalAsync(string signal)
    {
        var id = await Process.ProgramIdAsync();
        using var kill = System.Diagnostics.Process.Start("/bin/kill", ["-" + signal, id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        if (kill.ExitCode != 0) throw new InvalidOperationException($"{_name} could not be sent {signal}.");
    }
}
