using System.CommandLine;

namespace TokenPak.Load;

/// <summary>What the command line says.</summary>
internal sealed record LoadOptions
{
    public required int Rounds { get; init; }

    public required int Seconds { get; init; }

    public required int WarmUpSeconds { get; init; }

    public required int Streams { get; init; }

    public required int Starts { get; init; }

    /// <summary>Leaves out the shortest body, and the chat over a single connection.</summary>
    public required bool Quick { get; init; }

    /// <summary>Parts that are wanted: load, stream, start.</summary>
    public required string[] Parts { get; init; }

    /// <summary>Bodies that are wanted; all where empty.</summary>
    public required string[] Bodies { get; init; }

    /// <summary>Targets that are wanted beside the provider; all where empty.</summary>
    public required string[] Proxies { get; init; }

    /// <summary>Further builds of TokenPak.Local, by name.</summary>
    public required IReadOnlyDictionary<string, string> Builds { get; init; }

    public bool Wants(string part) => Parts.Length == 0 || Parts.Contains(part, StringComparer.Ordinal);

    /// <summary>The command that calls <paramref name="action"/>.</summary>
    public static RootCommand Command(Func<LoadOptions, CancellationToken, Task<int>> action)
    {
        var quick = new Option<bool>("--quick") { Description = "Fewer and shorter rounds: under 90 seconds." };
        var rounds = new Option<int?>("--rounds") { Description = "Rounds of the load (default 3, quick 2)." };
        var seconds = new Option<int?>("--seconds") { Description = "Seconds of each run in a round (default 2, quick 1)." };
        var warmUp = new Option<int?>("--warm-up") { Description = "Seconds of load before the first round, for each target and body (default 5, quick 1): the runtime compiles hot code again." };
        var parts = new Option<string[]>("--part") { Description = "load, stream or start; all where left out.", AllowMultipleArgumentsPerToken = true };
        var bodies = new Option<string[]>("--body") { Description = "tiny, chat, agent or turn; all where left out.", AllowMultipleArgumentsPerToken = true };
        var proxies = new Option<string[]>("--proxy") { Description = "yarp, nginx, pass (off and without events), off or full; all of these where left out. distributed: Gateway and Compiler as processes of their own, on real servers.", AllowMultipleArgumentsPerToken = true };
        var builds = new Option<string[]>("--build") { Description = "name=path of another TokenPak.Local.dll, measured beside this one.", AllowMultipleArgumentsPerToken = true };
        var command = new RootCommand("Measures TokenPak beside bare YARP, nginx and no proxy at all, on loopback.") { quick, rounds, seconds, warmUp, parts, bodies, proxies, builds };
        command.SetAction((parsed, cancelled) => action(
            new LoadOptions
            {
                Quick = parsed.GetValue(quick),
                Rounds = parsed.GetValue(rounds) ?? (parsed.GetValue(quick) ? 2 : 3),
                Seconds = parsed.GetValue(seconds) ?? (parsed.GetValue(quick) ? 1 : 2),
                WarmUpSeconds = parsed.GetValue(warmUp) ?? (parsed.GetValue(quick) ? 1 : 5),
                Streams = parsed.GetValue(quick) ? 40 : 100,
                Starts = parsed.GetValue(quick) ? 2 : 4,
                Parts = parsed.GetValue(parts) ?? [],
                Bodies = parsed.GetValue(bodies) ?? [],
                Proxies = parsed.GetValue(proxies) ?? [],
                Builds = (parsed.GetValue(builds) ?? []).Select(build => build.Split('=', 2)).ToDictionary(build => build[0], build => Path.GetFullPath(build[1])),
            },
            cancelled));
        return command;
    }
}
