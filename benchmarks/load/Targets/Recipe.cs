using System.Globalization;
using TokenPak.Load.Measuring;
using TokenPak.TestKit.Products;
using TokenPak.TestKit.Servers;

namespace TokenPak.Load.Targets;

/// <summary>How to start a target as a child process.</summary>
/// <param name="Name">How the report calls it.</param>
/// <param name="Compiles">Whether it shortens prompts.</param>
/// <param name="Launch">Program, arguments and environment for a port, the provider's address and a folder of its own.</param>
internal sealed record Recipe(string Name, bool Compiles, Func<int, Uri, string, Launch> Launch)
{
    private static readonly string OwnProgram = typeof(Recipe).Assembly.Location;

    /// <summary>The provider.</summary>
    public static Recipe Upstream { get; } = new(Target.Direct, false, (port, _, _) => new Launch("dotnet", [OwnProgram, Program.UpstreamRole, Text(port)]));

    public static Recipe BareYarp { get; } = new(Target.BareYarp, false, (port, upstream, _) =>
        new Launch("dotnet", [OwnProgram, Program.BareYarpRole, Text(port), upstream.ToString()]));

    public static Recipe Nginx { get; } = new(Target.Nginx, false, (port, upstream, folder) =>
        new Launch("nginx", ["-e", "stderr", "-p", folder, "-c", NginxConfiguration.Write(folder, port, upstream)]));

    /// <summary>A build of TokenPak.Local; without events it is the gateway alone that works.</summary>
    public static Recipe Local(string name, string program, string mode, bool publishes = true) => new(name, mode != "off", (port, upstream, folder) => new Launch("dotnet", [program])
    {
        Environment =
        {
            ["TOKENPAK_PORT"] = Text(port),
            ["TOKENPAK_DATA_PATH"] = folder,
            ["TOKENPAK_MODE"] = mode,
            ["TokenPak__Holdout__Share"] = "0",
            ["TokenPak__Publishing__Enabled"] = publishes ? "true" : "false",
            ["TokenPak__Upstreams__anthropic__BaseUrl"] = upstream.ToString(),
            ["TokenPak__Upstreams__openai__BaseUrl"] = upstream.ToString(),
            ["TokenPak__Upstreams__google__BaseUrl"] = upstream.ToString(),
        },
    });

    /// <summary>Starts it; returns once it accepts connections.</summary>
    public async Task<Target> StartAsync(Uri upstream, string workFolder)
    {
        var port = FreePorts.Take();
        var folder = Directory.CreateDirectory(Path.Combine(workFolder, Text(port))).FullName;
        var launch = Launch(port, upstream, folder);
        var child = ChildProcess.Start(launch.Program, launch.Arguments, launch.Environment, folder);
        try
        {
            var address = new Uri($"http://127.0.0.1:{Text(port)}");
            await Listening.WaitAsync(address, child);
            return new Target(Name, address, new ProcessMeter(await child.ProgramIdAsync()), Compiles) { Child = child };
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
