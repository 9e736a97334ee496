using System.Net.Sockets;
using System.Runtime.Versioning;
using TokenPak.TestKit.Products;
using TokenPak.TestKit.Servers;
using TokenPak.TestKit.Upstream;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Local.Tests.Running;

/// <summary><c>tokenpak run</c> with a script in the agent's place that sends one request where its variables point.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class RunCommandTests : IDisposable
{
    // Speaks HTTP through the shell's own sockets: a test machine may have no other client.
    private const string Agent = """
        #!/bin/bash
        printf 'arg=%s\n' "$@"
        echo "tool-search=$ENABLE_TOOL_SEARCH"
        read -r line && echo "input=$line"
        trap 'echo terminated; exit 9' TERM
        if [ "$1" = wait ]; then echo waiting; while :; do read -r -t 1 <> <(:) ; done; fi
        port=${ANTHROPIC_BASE_URL##*:}
        body='{"model":"claude-sonnet-4-5","max_tokens":10,"messages":[{"role":"user","content":"Hello"}]}'
        exec 3<>/dev/tcp/127.0.0.1/$port
        printf 'POST /v1/messages HTTP/1.1\r\nHost: localhost:%s\r\nContent-Type: application/json\r\nx-api-key: sk-ant-api03-test\r\nanthropic-version: 2023-06-01\r\n%s\r\nConnection: close\r\nContent-Length: %s\r\n\r\n%s' "$port" "$ANTHROPIC_CUSTOM_HEADERS" "${#body}" "$body" >&3
        head -n 1 <&3
        cat <&3 >/dev/null
        exit 7
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_StartsHostAndHandsOnArgumentsInputAndExitCode()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        var port = FreePorts.Take();
        await using var run = Start(upstream, port, "run", "claude", "--port", "5", "--print", "a b");
        await run.ExitAsync();

        Assert.True(run.ExitCode == 7, run.Output);
        Assert.Contains("arg=--port\narg=5\narg=--print\narg=a b\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("tool-search=true", run.Output, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 200", run.Output, StringComparison.Ordinal);
        Assert.Contains("TokenPak: 1 requests", run.Output, StringComparison.Ordinal);
        Assert.Single(upstream.Requests.All);

        // The host that was started goes by itself once nobody needs it.
        await Eventually.HoldsAsync(() => IsClosedAsync(port), "the background host to end");
    }

    [Fact]
    public async Task Run_SignalledToEnd_HandsTheSignalOn()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var run = Start(upstream, FreePorts.Take(), "run", "claude", "wait");
        await run.LineAsync(line => line == "waiting", "the agent to wait");
        Assert.Equal(9, await run.StopAsync());
        Assert.Contains("terminated", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AgentNotInstalled_SaysSo()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var run = Start(upstream, FreePorts.Take(), "run", "gemini");
        await run.ExitAsync();
        Assert.Equal(127, run.ExitCode);
        Assert.Equal("tokenpak: 'gemini' is not installed, or not on the PATH.\n", run.Output);
    }

    [Fact]
    public async Task Run_UnknownAgent_NamesTheKnownOnes()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var run = Start(upstream, FreePorts.Take(), "run", "cursor");
        await run.ExitAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("tokenpak: there is no agent 'cursor': claude, codex, gemini.\n", run.Output);
    }

    private ChildProcess Start(FakeUpstream upstream, int port, params string[] arguments)
    {
        var script = Path.Combine(_folder.Path, "claude");
        File.WriteAllText(script, Agent);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var environment = new Dictionary<string, string>(upstream.Environment)
        {
            ["PATH"] = $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}",
            ["TOKENPAK_PORT"] = $"{port}",
            ["TOKENPAK_DATA_PATH"] = Path.Combine(_folder.Path, "data"),
            ["TokenPak__Background__LingerSeconds"] = "1",
            ["TokenPak__Background__CheckSeconds"] = "1",
        };
        return ChildProcess.Start("dotnet", [LocalProduct.ProgramPath, .. arguments], environment, _folder.Path);
    }

    private static async Task<bool> IsClosedAsync(int port)
    {
        using var probe = new TcpClient();
        try
        {
            await probe.ConnectAsync("127.0.0.1", port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
