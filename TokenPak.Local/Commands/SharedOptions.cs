using System.CommandLine;
using TokenPak.Contracts.Compilation;
using TokenPak.Local.Hosting;

namespace TokenPak.Local.Commands;

/// <summary>The options that every command takes.</summary>
internal sealed class SharedOptions
{
    private readonly Option<int?> _port = new("--port") { Description = "Port to listen on (default 8766; 0 takes a free one)", Recursive = true };

    private readonly Option<string?> _mode = new("--mode") { Description = "off, safe, full (default) or aggressive", Recursive = true };

    private readonly Option<string?> _data = new("--data") { Description = "Folder for the database and keys (default: in the user's data folder)", Recursive = true };

    public SharedOptions()
    {
        _mode.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && !CompilationModeNames.TryParse(name, out _))
                result.AddError($"There is no mode '{name}': off, safe, full or aggressive.");
        });
        _port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 0 or > 65535) result.AddError("A port is between 0 and 65535.");
        });
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_port);
        command.Options.Add(_mode);
        command.Options.Add(_data);
    }

    public HostSettings Read(ParseResult result) => new()
    {
        Port = result.GetValue(_port),
        Mode = CompilationModeNames.TryParse(result.GetValue(_mode), out var mode) ? mode : null,
        DataPath = result.GetValue(_data),
    };
}
