using TokenPak.Load.Bodies;
using TokenPak.Load.Targets;

namespace TokenPak.Load.Measuring;

/// <summary>One target under one kind of load in one round.</summary>
/// <param name="CpuMicroseconds">The target's own processor time a request; null for the provider's address.</param>
/// <param name="OthersShare">How much of the machine was taken by what does not belong to the measurement, between 0 and 1.</param>
internal sealed record Run(Target Target, Workload Load, int Round, WrkResult Wrk, double? CpuMicroseconds, double OthersShare)
{
    public static async Task<Run> MeasureAsync(Wrk wrk, RunningTargets targets, Target target, Workload load, int round, int seconds)
    {
        var provider = targets.Upstream.Process;
        var before = (Busy: Machine.BusyTicks, Own: Machine.OwnTicks, Provider: provider?.CpuTicks ?? 0, Target: target.Process?.CpuTicks ?? 0);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var result = await wrk.RunAsync(target.Address, load.Body, load.Connections, seconds);
        if (target.Process is { } running) await running.QuietAsync();

        var cpu = target.Process is null ? 0 : target.Process.CpuTicks - before.Target;
        var known = cpu + (Machine.OwnTicks - before.Own) + (target.Process == provider ? 0 : (provider?.CpuTicks ?? 0) - before.Provider);
        var total = clock.Elapsed.TotalSeconds * ProcessMeter.TicksPerSecond * Environment.ProcessorCount;
        var others = Math.Max(0, Machine.BusyTicks - before.Busy - known) / total;
        return new Run(target, load, round, result, target.Process == provider ? null : cpu * 1e6 / ProcessMeter.TicksPerSecond / Math.Max(1, result.Requests), others);
    }
}
