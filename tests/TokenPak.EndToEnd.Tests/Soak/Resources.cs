using System.Globalization;

namespace TokenPak.EndToEnd.Tests.Soak;

/// <summary>What a process holds of the machine.</summary>
/// <param name="Megabytes">Resident memory.</param>
/// <param name="Handles">Open files and sockets.</param>
/// <param name="Threads">Threads of the system.</param>
internal sealed record Resources(long Megabytes, int Handles, int Threads)
{
    public static Resources Of(int process)
    {
        var status = File.ReadAllLines($"/proc/{process}/status");
        return new Resources(Number("VmRSS:") / 1024, Directory.GetFileSystemEntries($"/proc/{process}/fd").Length, (int)Number("Threads:"));

        long Number(string name)
        {
            var line = status.Single(l => l.StartsWith(name, StringComparison.Ordinal));
            return long.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
    }
}
