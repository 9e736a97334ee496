using System.Diagnostics;
using TokenPak.Load.Bodies;
using TokenPak.Load.Targets;

namespace TokenPak.Load.Measuring;

/// <summary>Starts a target afresh and takes the time until it listens and until the first request has passed; then its memory, idle and after the first long request.</summary>
internal static class StartProbe
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    public static async Task<StartTiming> MeasureAsync(RunningTargets targets, Recipe recipe, int round)
    {
        using var client = Post.NewClient();
        var clock = Stopwatch.StartNew();
        await using var target = await targets.StartAsync(recipe);
        var listens = clock.Elapsed.TotalMilliseconds;
        var idle = 0.0;
        if (round % 2 == 1)
        {
            // Idle memory is that of a process which has served nothing: it and the time to the first answer come from different starts.
            await Task.Delay(Settle);
            idle = target.Process?.ResidentMegabytes ?? 0;
        }

        await Post.SendAndReadAsync(client, target, RequestBody.Chat);
        var served = clock.Elapsed.TotalMilliseconds;
        await Post.SendAndReadAsync(client, target, RequestBody.Agent);
        if (target.Process is { } process) await process.QuietAsync();
        return new StartTiming(recipe.Name, listens, round % 2 == 1 ? null : served, round % 2 == 1 ? idle : null, target.Process?.ResidentMegabytes ?? 0);
    }
}

/// <summary>One start.</summary>
/// <param name="Listens">From the start of the process until it accepts a connection, in ms.</param>
/// <param name="Served">Until the first request had its answer, in ms.</param>
/// <param name="IdleMegabytes">Before any request.</param>
/// <param name="UsedMegabytes">After one long request.</param>
internal sealed record StartTiming(string Name, double Listens, double? Served, double? IdleMegabytes, double UsedMegabytes);
