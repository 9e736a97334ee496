namespace TokenPak.EndToEnd.Tests.Agents;

/// <summary>npm <c>@anthropic-ai/claude-code</c>.</summary>
public sealed class ClaudeCodeTests(SharedProduct shared) : AgentTest(shared)
{
    private static readonly string[] Ask = ["-p", "Set the limit to 43.", "--permission-mode", "acceptEdits", "--allowedTools", "Bash,Read,Edit,mcp__tokenpak"];

    private Dictionary<string, string> Variables => new()
    {
        ["ANTHROPIC_BASE_URL"] = Origin("anthropic"),
        ["ANTHROPIC_API_KEY"] = Keys.Anthropic,
        ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1",
    };

    [Fact]
    public async Task Agent_ReadingEditingAndReadingAgain_Works()
    {
        var session = Guid.NewGuid().ToString();
        var (result, seen) = await PlayAsync(Script, () => Desk.RunAsync("claude", [.. Ask, "--session-id", session], Variables));

        Assert.Equal(Answer, result.Output.Trim());
        AssertWorkDone(seen);
        await AssertCountedAsync("claude-code", session, seen);
    }

    [Fact]
    public async Task Agent_StartedByRun_SaysWhatWasSaved()
    {
        var variables = Variables;
        variables.Remove("ANTHROPIC_BASE_URL");
        var (result, seen) = await PlayAsync(Script, () => RunThroughTokenPakAsync("claude", Ask, variables));

        Assert.Equal(Answer, result.Output.Trim());
        AssertWorkDone(seen);
        AssertSummary(result, seen);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("false", false)]
    public async Task Tools_UnlessSwitchedOff_AreLoadedOnDemand(string toolSearch, bool onDemand)
    {
        var variables = Variables;
        variables["ENABLE_TOOL_SEARCH"] = toolSearch;
        var (_, seen) = await PlayAsync(_ => null, () => Desk.RunAsync("claude", Ask, variables));

        Assert.Equal(onDemand, Assert.Single(seen).Text.Contains("\"defer_loading\":true", StringComparison.Ordinal));
    }

    [Fact]
    public async Task McpServer_RegisteredAsDocumented_IsConnectedAndCalled()
    {
        var added = await Desk.RunAsync("claude", ["mcp", "add", "--transport", "http", "tokenpak", Origin("anthropic") + "/mcp"], Variables);
        Assert.True(added.ExitCode == 0, added.ToString());

        var (result, seen) = await PlayAsync(
            turn => turn.Results.Count == 0 ? ScriptedCall.Of("mcp__tokenpak__tokenpak_search_vault", new { query = "limit" }) : null,
            () => Desk.RunAsync("claude", Ask, Variables));

        Assert.Equal(Answer, result.Output.Trim());
        Assert.Contains("vault", Assert.Single(ToolOutputs.In(seen[^1])), StringComparison.OrdinalIgnoreCase);
    }

    private ScriptedCall? Script(ScriptedTurn turn) => turn.Results.Count switch
    {
        0 => ScriptedCall.Of("Read", new { file_path = Desk.ProjectFile(ShopProject.Program) }),
        1 => ScriptedCall.Of("Bash", new { command = ShopProject.Report, description = "Print the report" }),

        // Plain lines, where Read numbers them.
        2 => ScriptedCall.Of("Bash", new { command = "cat " + ShopProject.Program, description = "Show the program" }),
        3 when ShopProject.Edit(turn) is var (old, changed) => ScriptedCall.Of("Edit", new { file_path = Desk.ProjectFile(ShopProject.Program), old_string = old, new_string = changed }),
        _ => null,
    };
}
