using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using TokenPak.Compiler.Originals;
using TokenPak.Compiler.Tests.Support;
using TokenPak.Contracts;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Originals;
using TokenPak.TestKit.Servers;

namespace TokenPak.Compiler.Tests.Originals;

/// <summary>What is left out was kept before, or it is not left out.</summary>
public sealed partial class LossKeeperTests
{
    private static readonly (string, string) Accepted = ("TokenPak:Compiler:AcceptLoss", "true");

    [Fact]
    public async Task Compile_Aggressive_KeepsTheOriginalUnderTheIdThatIsSent()
    {
        await using var compiler = await CompilerUnderTest.StartAsync();
        var log = Log(1);

        var sent = await SendAsync(compiler, [log], hasTool: true);

        var id = IdIn(sent);
        Assert.Equal(log, await FindAsync(compiler, "t", id));
        Assert.Null(await FindAsync(compiler, "another", id));
        Assert.Equal(1, (await compiler.Compiler.GetStatusAsync(default)).Originals?.Kept);
    }

    [Fact]
    public async Task Compile_WithoutToolAndConsent_LeavesNothingOut_AndWithConsentItDoes()
    {
        await using var compiler = await CompilerUnderTest.StartAsync();
        await using var consenting = await CompilerUnderTest.StartAsync(Accepted);

        Assert.DoesNotContain("left out", await SendAsync(compiler, [Log(1)], hasTool: false), StringComparison.Ordinal);
        Assert.DoesNotContain("left out", await SendAsync(compiler, [Log(1)], hasTool: true, CompilationMode.Full), StringComparison.Ordinal);
        Assert.Contains("left out", await SendAsync(consenting, [Log(1)], hasTool: false), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compile_OriginalsSwitchedOffOrTooLarge_LeavesNothingOut()
    {
        await using var off = await CompilerUnderTest.StartAsync(Accepted, ("TokenPak:Originals:Enabled", "false"));
        await using var small = await CompilerUnderTest.StartAsync(Accepted, ("TokenPak:Originals:MaxKilobytes", "1"));

        Assert.DoesNotContain("left out", await SendAsync(off, [Log(1)], hasTool: true), StringComparison.Ordinal);
        Assert.DoesNotContain("left out", await SendAsync(small, [Log(1)], hasTool: true), StringComparison.Ordinal);
        Assert.Equal(1, (await small.Compiler.GetStatusAsync(default)).Originals?.Refused);
    }

    [Fact]
    public async Task Compile_StoreAway_SendsTheNewestTurnWholeAndHistoryAsItWas()
    {
        await using var redis = await RedisServer.StartAsync();
        (string, string)[] settings = [("ConnectionStrings:cache", redis.ConnectionString), ("TokenPak:HashKey", "shared")];
        await using var compiler = await CompilerUnderTest.StartAsync(settings);
        await compiler.ConnectedAsync();
        var first = ResultsIn(await SendAsync(compiler, [Log(1)], hasTool: true));
        await redis.KillAsync();

        var second = ResultsIn(await SendAsync(compiler, [Log(1), Log(2)], hasTool: true));

        Assert.Contains("left out", first[0], StringComparison.Ordinal);
        Assert.Equal(first[0], second[0]);
        Assert.DoesNotContain("left out", second[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compile_HistoryThatAnotherReplicaSent_IsKeptAgain()
    {
        await using var one = await CompilerUnderTest.StartAsync(("TokenPak:HashKey", "shared"));
        await using var other = await CompilerUnderTest.StartAsync(("TokenPak:HashKey", "shared"));
        var first = await SendAsync(one, [Log(1)], hasTool: true);

        var second = await SendAsync(other, [Log(1), Log(2)], hasTool: true);

        Assert.Equal(ResultsIn(first)[0], ResultsIn(second)[0]);
        Assert.Equal(Log(1), await FindAsync(other, "t", IdIn(ResultsIn(second)[0])));
    }

    [Fact]
    public void AcceptLoss_IsOffByDefault() => Assert.False(new TokenPak.Compiler.Compilation.CompilerOptions().AcceptLoss);

    private static async Task<string> SendAsync(CompilerUnderTest compiler, string[] logs, bool hasTool, CompilationMode mode = CompilationMode.Aggressive)
    {
        var messages = new List<object> { new { role = "user", content = "Go on. " + string.Concat(Enumerable.Repeat("Be exact in every figure. ", 250)) } };
        foreach (var (log, i) in logs.Select((l, i) => (l, i)))
        {
            messages.Add(new { role = "assistant", tool_calls = new[] { new { id = $"c{i}", type = "function", function = new { name = "bash", arguments = """{"command":"kubectl logs web"}""" } } } });
            messages.Add(new { role = "tool", tool_call_id = $"c{i}", content = log });
        }

        object[] tools = [new { type = "function", function = new { name = hasTool ? "mcp__tokenpak__" + OriginalToolNames.Fetch : "bash" } }];
        var body = JsonSerializer.SerializeToUtf8Bytes(new { model = "gpt-5", tools, messages });
        var request = new CompileRequest { Body = body, Dialect = ApiDialect.OpenAIChat, Mode = mode, Provider = ProviderNames.OpenAI, Tenant = "t" };
        return Encoding.UTF8.GetString(Bodies.Apply(body, await compiler.Compiler.CompileAsync(request, default)));
    }

    private static string[] ResultsIn(string body)
    {
        using var json = JsonDocument.Parse(body);
        return [.. json.RootElement.GetProperty("messages").EnumerateArray().Where(m => m.GetProperty("role").GetString() == "tool").Select(m => m.GetProperty("content").GetString() ?? "")];
    }

    private static async Task<string?> FindAsync(CompilerUnderTest compiler, string tenant, string id) =>
        await compiler.Services.GetRequiredService<IOriginalStore>().FindAsync(tenant, id, default) is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;

    private static string IdIn(string sent) => Id().Match(sent).Groups[1].Value;

    private static string Log(int seed) =>
        string.Concat(Enumerable.Range(0, 300).Select(i => $"2026-03-30 04:{i / 60:D2}:{i % 60:D2} INFO [worker-{i * seed % 8}] job {(4000 * seed) + i} \"finished\" in {500 + (i * seed % 97)} ms\n"));

    [GeneratedRegex("original ([0-9a-f]{32})")]
    private static partial Regex Id();
}
