using System.Text;
using System.Text.Json;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Statistics;
using TokenPak.Local.Demo;
using TokenPak.Local.Demo.StandIn;
using TokenPak.Local.Hosting;
using TokenPak.TestKit.Products;

namespace TokenPak.Local.Tests.Demo;

public sealed class DemoTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Demo_ItsTotalsAreTheStatistics()
    {
        using var folder = new TemporaryFolder();
        var script = DemoScript.Load();
        DemoHost? started = null;
        List<byte[]> received = [];
        await using var standIn = await ProviderStandIn.StartAsync(script, (text, token) => started!.Compiler.CountTokensAsync(Encoding.UTF8.GetBytes(text), token), Cancelled);
        standIn.Received += body => received.Add(body.ToArray());
        await using var host = started = await DemoHost.StartAsync(new HostSettings { Port = 0, DataPath = folder.Path, Mode = CompilationMode.Full }, standIn.Address, Cancelled);
        using var play = new DemoPlay(script, host.Running.Address, CompilationMode.Full);
        var figures = await play.RunAsync(new NoProgress(), Cancelled);

        using var http = LocalHttp.CreateClient(host.Running.Address, TimeSpan.FromSeconds(30));
        using var stats = JsonDocument.Parse(await http.GetStringAsync("stats", Cancelled));
        var session = stats.RootElement.GetProperty("session");
        Assert.Equal(script.Requests, session.GetProperty("requests").GetInt64());
        Assert.Equal(figures.TokensSaved, session.GetProperty("tokens_saved").GetInt64());
        Assert.Equal(figures.TokensBefore, session.GetProperty("input_tokens").GetInt64());
        Assert.Equal(figures.TokensAfter, session.GetProperty("sent_input_tokens").GetInt64());
        Assert.NotNull(figures.BillWith);
        Assert.Equal(figures.BillWith, session.GetProperty("cost_usd").GetDecimal());

        // What the stages claim is what was saved, and what was saved is what the provider did not bill.
        Assert.True(figures.TokensSaved > 0);
        Assert.Equal(figures.TokensSaved, figures.Stages.Sum(stage => stage.Tokens));
        Assert.True(figures.BillWith < figures.BillWithout, $"{figures.BillWith} against {figures.BillWithout}");
        Assert.All(figures.Turns, turn => Assert.InRange(turn.TokensBefore - (turn.Without.InputTokensSent ?? 0), -20, 20));

        // Off sends every byte on as it came: the first run's prompts are what the agent made, and no turn's bill with TokenPak is higher.
        Assert.Equal(2 * script.Requests, received.Count);
        Assert.All(figures.Turns, turn => Assert.True(turn.With.CostUsd <= turn.Without.CostUsd, $"turn {turn.Turn}: {turn.With.CostUsd} against {turn.Without.CostUsd}"));
    }

    [Fact]
    public async Task DemoCommand_RedirectedOutput_PrintsTotalsAndEnds()
    {
        using var folder = new TemporaryFolder();
        await using var demo = ChildProcess.Start("dotnet", [LocalProduct.ProgramPath, "demo", "--port", "0"], new Dictionary<string, string> { ["TOKENPAK_DATA_PATH"] = folder.Path }, folder.Path);
        await demo.ExitAsync();
        Assert.True(demo.ExitCode == 0, demo.Output);
        Assert.Contains("Prompt tokens:", demo.Output, StringComparison.Ordinal);
        Assert.Contains("Bill, list prices", demo.Output, StringComparison.Ordinal);
        Assert.Contains("no claim about yours", demo.Output, StringComparison.Ordinal);
        Assert.Contains("/dashboard", demo.Output, StringComparison.Ordinal);

        // Nothing of it lies where the real statistics do.
        Assert.True(File.Exists(Path.Combine(folder.Path, "demo", "telemetry.db")));
        Assert.False(File.Exists(Path.Combine(folder.Path, "telemetry.db")));
    }

    [Fact]
    public void Script_EveryToolResultIsThere()
    {
        var script = DemoScript.Load();
        Assert.InRange(script.Requests, 10, 30);
        Assert.All(script.Turns.SelectMany(turn => turn.Calls), call => Assert.NotEmpty(call.Result));
        Assert.Contains(script.Turns.SelectMany(turn => turn.Calls), call => call.Result.Contains('\u001b', StringComparison.Ordinal));
    }

    private sealed class NoProgress : IDemoProgress
    {
        public void Start(string title, int turns)
        {
        }

        public void Turn(int turn, LastRequest figures)
        {
        }

        public void End()
        {
        }
    }
}
