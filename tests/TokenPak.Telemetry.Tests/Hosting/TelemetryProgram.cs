using TokenPak.TestKit.Products;

namespace TokenPak.Telemetry.Tests.Hosting;

/// <summary>The service's own program as a child process.</summary>
internal static class TelemetryProgram
{
    public static ChildProcess Start(string? connection, params string[] arguments) => ChildProcess.Start(
        "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "TokenPak.Telemetry.dll"), .. arguments],
        connection is null ? [] : [new("ConnectionStrings__telemetrydb", connection)]);

    /// <summary>Serving, over a broker.</summary>
    public static ChildProcess Serve(string connection, string broker) => ChildProcess.Start(
        "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "TokenPak.Telemetry.dll"), "--urls", "http://127.0.0.1:0"],
        [new("ConnectionStrings__telemetrydb", connection), new("ConnectionStrings__messaging", broker)]);

    public static async Task ExitsWithAsync(this ChildProcess program, int code)
    {
        await program.ExitAsync();
        Assert.True(program.ExitCode == code, $"ended with {program.ExitCode}: {program.Output}");
    }

    public static string[] Lines(this ChildProcess program) => program.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
