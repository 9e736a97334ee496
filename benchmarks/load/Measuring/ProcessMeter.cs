using System.Globalization;

namespace TokenPak.Load.Measuring;

/// <summary>Reads what the kernel counts for one process, or for several that do one thing together.</summary>
internal sealed class ProcessMeter(params int[] ids)
{
    /// <summary>USER_HZ, which every Linux on x64 and arm64 fixes at 100.</summary>
    public const int TicksPerSecond = 100;

    private static readonly TimeSpan QuietInterval = TimeSpan.FromMilliseconds(100);
    private const int QuietIntervals = 30;

    /// <summary>Processor time used so far, in user mode and in the kernel, in ticks.</summary>
    public long CpuTicks => ids.Sum(TicksOf);

    /// <summary>Memory that is in RAM now, in MB.</summary>
    public double ResidentMegabytes => ids.Sum(ResidentOf);

    /// <summary>Waits until the process has done what it still does after the last answer, such as writing its events: that belongs to the requests.</summary>
    public async Task QuietAsync()
    {
        using var timer = new PeriodicTimer(QuietInterval);
        var before = CpuTicks;
        for (var i = 0; i < QuietIntervals && await timer.WaitForNextTickAsync(); i++)
        {
            var now = CpuTicks;
            if (now - before <= 1) return;
            before = now;
        }
    }

    private static long TicksOf(int id)
    {
        // The name, in parentheses, may hold blanks; what follows it may not.
        var stat = File.ReadAllText($"/proc/{id}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }

    private static double ResidentOf(int id)
    {
        var line = File.ReadLines($"/proc/{id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
    }
}
