using System.Diagnostics;

namespace TokenPak.Local.Running;

/// <summary>This program, to be started once more: installed as a tool, published, or run by <c>dotnet</c>.</summary>
internal static class SelfCommand
{
    public static void Apply(ProcessStartInfo start)
    {
        var path = Environment.ProcessPath ?? "dotnet";
        start.FileName = path;
        if (Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, typeof(SelfCommand).Assembly.GetName().Name + ".dll"));
    }
}
