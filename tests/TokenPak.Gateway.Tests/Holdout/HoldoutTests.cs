using System.Text;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Holdout;

public sealed class HoldoutTests
{
    private const int Conversations = 40;

    private static Dictionary<string, string?> Settings(double share, string? key = "key") => new() { ["TokenPak:HashKey"] = key, ["TokenPak:Holdout:Share"] = share.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    [Fact]
    public async Task Conversation_KeepsItsArm_ThroughTurnsCountsAndRestarts()
    {
        var first = await ArmsAsync(turns: 1);
        var second = await ArmsAsync(turns: 3);
        Assert.Equal(first, second);
        Assert.InRange(first.Count(a => a.Value == HoldoutArmKind.Holdout), Conversations / 5, Conversations * 4 / 5);
    }

    [Fact]
    public async Task HeldOut_RunsOff_AndCompiledRunsAsConfigured()
    {
        await using var gateway = await GatewayHost.StartAsync(Settings(0.5));
        gateway.Compiler.OnCompile = FakeCompiler.Replacing("opening", "o");
        for (var i = 0; i < Conversations; i++) (await gateway.Client.SendAsync(Requests.Anthropic(Anthropic(i, 1)))).Dispose();
        await Eventually.HoldsAsync(() => gateway.Events.All.Count == Conversations, "the events");
        foreach (var e in gateway.Events.All)
        {
            var held = e.Arm == HoldoutArmKind.Holdout;
            Assert.Equal(held ? CompilationMode.Off : CompilationMode.Full, e.Mode);
            Assert.Equal(held, e.TokensBefore is null);
            Assert.Equal(held, e.PolicyId is null);
        }

        var holdouts = gateway.Events.All.Count(e => e.Arm == HoldoutArmKind.Holdout);
        Assert.Equal(Conversations - holdouts, gateway.Compiler.Calls);
        Assert.Equal(holdouts, gateway.Upstream.Requests.All.Count(r => r.Text.Contains("opening", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(0.0, "key", null)]
    [InlineData(0.5, null, null)]
    [InlineData(0.5, "key", "full")]
    public async Task WithoutShareOrKey_OrWithTheModeNamed_NobodyTakesPart(double share, string? key, string? mode)
    {
        await using var gateway = await GatewayHost.StartAsync(Settings(share, key));
        for (var i = 0; i < 10; i++)
        {
            using var request = Requests.Anthropic(Anthropic(i, 1));
            if (mode is not null) request.Headers.Add("x-tokenpak-mode", mode);
            (await gateway.Client.SendAsync(request)).Dispose();
        }

        await Eventually.HoldsAsync(() => gateway.Events.All.Count == 10, "the events");
        Assert.All(gateway.Events.All, e => Assert.Equal((null, null, CompilationMode.Full), (e.Arm, e.Conversation, e.Mode)));
        Assert.Equal(10, gateway.Compiler.Calls);
    }

    [Fact]
    public async Task Event_TellsToolErrorsAndRetries()
    {
        await using var gateway = await GatewayHost.StartAsync(Settings(0.5));
        using var request = Requests.Anthropic(
            """{"model":"claude-haiku-4-5","max_tokens":5,"messages":[{"role":"user","content":"go \"is_error\": true"},{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"x","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","is_error" : true,"content":"no"},{"type":"tool_result","tool_use_id":"b","is_error":false,"content":"yes"}]}]}""");
        request.Headers.Add("x-stainless-retry-count", "2");
        (await gateway.Client.SendAsync(request)).Dispose();
        var e = await gateway.Events.SingleAsync();
        Assert.Equal((1, 2), (e.ToolErrors, e.RetryCount));
    }

    [Fact]
    public async Task SameOpening_OfTwoTenants_IsTwoConversations()
    {
        await using var gateway = await GatewayHost.StartAsync(Settings(0.5));
        const string body = """{"model":"gpt-4o","messages":[{"role":"system","content":"You help."},{"role":"user","content":"Hello"}]}""";
        (await gateway.Client.SendAsync(Requests.OpenAI(body))).Dispose();
        (await gateway.Client.SendAsync(Requests.OpenAI(body, key: "sk-proj-another-key"))).Dispose();
        await Eventually.HoldsAsync(() => gateway.Events.All.Count == 2, "the events");
        Assert.Equal(2, gateway.Events.All.Select(e => e.Conversation).Distinct().Count());
        Assert.DoesNotContain(gateway.Events.All, e => e.Conversation is null);
    }

    private static async Task<SortedDictionary<string, HoldoutArmKind>> ArmsAsync(int turns)
    {
        await using var gateway = await GatewayHost.StartAsync(Settings(0.5));
        for (var i = 0; i < Conversations; i++)
        {
            for (var turn = 1; turn <= turns; turn++) (await gateway.Client.SendAsync(Requests.Anthropic(Anthropic(i, turn), path: turn == 2 ? "/v1/messages/count_tokens" : "/v1/messages"))).Dispose();
        }

        await Eventually.HoldsAsync(() => gateway.Events.All.Count == Conversations * turns, "the events");
        var byConversation = gateway.Events.All.GroupBy(e => e.Conversation ?? "").ToList();
        Assert.Equal(Conversations, byConversation.Count);
        return new SortedDictionary<string, HoldoutArmKind>(byConversation.ToDictionary(g => g.Key, g => Assert.Single(g.Select(e => e.Arm ?? default).Distinct())));
    }

    private static string Anthropic(int conversation, int turns)
    {
        var body = new StringBuilder("""{"model":"claude-haiku-4-5","max_tokens":64,"system":[{"type":"text","text":"You help."}],"messages":[""");
        for (var turn = 0; turn < turns; turn++)
        {
            if (turn > 0) body.Append("""{"role":"assistant","content":[{"type":"text","text":"Answer."}]},""");
            body.Append($$$"""{"role":"user","content":[{"type":"text","text":"opening {{{conversation}}} turn {{{turn}}}"}]}{{{(turn == turns - 1 ? "" : ",")}}}""");
        }

        return body.Append("]}").ToString();
    }
}
