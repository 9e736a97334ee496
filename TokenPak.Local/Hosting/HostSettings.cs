using TokenPak.Contracts.Compilation;

namespace TokenPak.Local.Hosting;

/// <summary>What the command line says; null is left to the configuration.</summary>
internal sealed record HostSettings
{
    public int? Port { get; init; }

    public CompilationMode? Mode { get; init; }

    public string? DataPath { get; init; }

    /// <summary>Further configuration that wins over every other source.</summary>
    public IReadOnlyDictionary<string, string?> Overrides { get; init; } = new Dictionary<string, string?>();

    /// <summary>All of it as configuration.</summary>
    public Dictionary<string, string?> ToConfiguration()
    {
        var values = new Dictionary<string, string?>(Overrides);
        if (Port is { } port) values["TokenPak:Port"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (Mode is { } mode) values["TokenPak:Compilation:Mode"] = mode.ToWireName();
        if (DataPath is not null) values["TokenPak:DataPath"] = Path.GetFullPath(DataPath);
        return values;
    }
}
