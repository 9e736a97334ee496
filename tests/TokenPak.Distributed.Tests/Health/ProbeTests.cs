namespace TokenPak.Distributed.Tests.Health;

/// <summary>The command by which a container engine learns the health of an image without a shell.</summary>
public sealed class ProbeTests
{
    [Fact]
    public async Task Probe_OfAServiceThatIsReady_Succeeds_AndFailsOnceItIsGone()
    {
        await using var compiler = new ServiceProcess("TokenPak.Compiler", FreePorts.Take(), new Dictionary<string, string> { ["ConnectionStrings__cache"] = "127.0.0.1:1" });
        await compiler.RestartAsync();
        Assert.Equal(0, await ProbeAsync("ASPNETCORE_URLS", compiler.Address.AbsoluteUri.TrimEnd('/')));
        Assert.Equal(0, await ProbeAsync("HTTP_PORTS", $"{compiler.Address.Port}"));

        await compiler.StopAsync();
        Assert.Equal(1, await ProbeAsync("HTTP_PORTS", $"{compiler.Address.Port}"));
    }

    private static async Task<int> ProbeAsync(string variable, string value)
    {
        await using var probe = ChildProcess.Start("dotnet", [ServicePrograms.PathOf("TokenPak.Gateway"), "probe"], new Dictionary<string, string> { [variable] = value });
        await probe.ExitAsync();
        return probe.ExitCode;
    }
}
