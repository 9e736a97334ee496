using System.Net;
using System.Net.Sockets;
using TokenPak.TestKit.Products;
using TokenPak.TestKit.Servers;
using TokenPak.TestKit.Upstream;

namespace TokenPak.Local.Tests.Checking;

public sealed class DoctorTests
{
    [Fact]
    public async Task Doctor_ProvidersAnswer_FindsNothingWrong()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        var (exitCode, output) = await RunAsync(upstream.Environment, FreePorts.Take());
        Assert.True(exitCode == 0, output);
        Assert.Contains("the port is free", output, StringComparison.Ordinal);
        Assert.Contains("ok  Anthropic: a request went through", output, StringComparison.Ordinal);
        Assert.Contains("ok  OpenAI: a request went through", output, StringComparison.Ordinal);
        Assert.Contains("ok  Google: a request went through", output, StringComparison.Ordinal);
        Assert.Contains("show in the statistics", output, StringComparison.Ordinal);
        Assert.EndsWith("Nothing is wrong.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_RunningHost_IsExamined()
    {
        await using var product = await LocalProduct.StartAsync();
        var (exitCode, output) = await RunAsync(new Dictionary<string, string> { ["TOKENPAK_DATA_PATH"] = product.DataFolders[0] }, product.Address.Port);
        Assert.True(exitCode == 0, output);
        Assert.Contains($"serves on http://localhost:{product.Address.Port}", output, StringComparison.Ordinal);
        Assert.Equal(3, product.Upstream.Requests.All.Count);
    }

    [Fact]
    public async Task Doctor_NoProviderReachable_SaysOffline()
    {
        var closed = FreePorts.Take();
        var environment = new[] { "anthropic", "openai", "google" }.ToDictionary(p => $"TokenPak__Upstreams__{p}__BaseUrl", _ => $"http://127.0.0.1:{closed}");
        var (exitCode, output) = await RunAsync(environment, FreePorts.Take());
        Assert.Equal(1, exitCode);
        Assert.Contains("!!  No provider can be reached: this machine seems to be offline.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_PortHeldByAnother_SaysSo()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var (exitCode, output) = await RunAsync(new Dictionary<string, string>(), ((IPEndPoint)other.LocalEndpoint).Port);
        Assert.Equal(1, exitCode);
        Assert.Contains("held by something that is not TokenPak", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyDictionary<string, string> environment, int port)
    {
        using var folder = new TemporaryFolder();
        var variables = new Dictionary<string, string> { ["TOKENPAK_DATA_PATH"] = folder.Path };

        // Keys and base URLs of whoever runs the tests are not this test's.
        foreach (var name in new[] { "ANTHROPIC_API_KEY", "OPENAI_API_KEY", "GEMINI_API_KEY", "GOOGLE_API_KEY", "ANTHROPIC_BASE_URL", "OPENAI_BASE_URL", "GOOGLE_GEMINI_BASE_URL" }) variables[name] = "";
        foreach (var (name, value) in environment) variables[name] = value;
        await using var doctor = ChildProcess.Start("dotnet", [LocalProduct.ProgramPath, "doctor", "--port", $"{port}"], variables, folder.Path);
        await doctor.ExitAsync();
        return (doctor.ExitCode, doctor.Output);
    }
}
