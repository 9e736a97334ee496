using System.Globalization;

namespace TokenPak.Load.Measuring;

/// <summary>The whole machine's processor time, to tell how much of it others took during a run.</summary>
internal static class Machine
{
    /// <summary>Ticks that were not idle, over all processors.</summary>
    public static long BusyTicks
    {
        get
        {
            var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(f => long.Parse(f, CultureInfo.InvariantCulture)).ToArray();
            // user nice system idle iowait irq softirq steal; guest time is counted in user.
            return fields[0] + fields[1] + fields[2] + fields[5] + fields[6] + fields[7];
        }
    }

    /// <summary>Ticks of this process and of the children that it has waited for: wrk among them.</summary>
    public static long OwnTicks
    {
        get
        {
            var stat = File.ReadAllText("/proc/self/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[11..15].Sum(f => long.Parse(f, CultureInfo.InvariantCulture));
        }
    }
}
