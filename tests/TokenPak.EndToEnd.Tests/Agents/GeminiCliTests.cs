namespace TokenPak.EndToEnd.Tests.Agents;

/// <summary>npm <c>@google/gemini-cli</c>.</summary>
public sealed class GeminiCliTests : AgentTest
{
    private static readonly string[] Ask = ["-m", "gemini-2.5-flash", "--skip-trust", "--approval-mode", "yolo", "-p", "Set the limit to 43."];

    public GeminiCliTests(SharedProduct shared) : base(shared) => Desk.WriteSettings(
        ".gemini/settings.json",
        """{"security":{"auth":{"selectedType":"gemini-api-key"}},"privacy":{"usageStatisticsEnabled":false},"general":{"enableAutoUpdate":false}}""");

    private Dictionary<string, string> Variables => new() { ["GOOGLE_GEMINI_BASE_URL"] = Origin("google"), ["GEMINI_API_KEY"] = Keys.Google };

    [Fact]
    public async Task Agent_ReadingEditingAndReadingAgain_Works()
    {
        var variables = Variables;
        variables["GEMINI_CLI_CUSTOM_HEADERS"] = "x-tokenpak-session:gemini-cli-test";
        var (result, seen) = await PlayAsync(Script, () => Desk.RunAsync("gemini", Ask, variables));

        Assert.Contains(Answer, result.Output, StringComparison.Ordinal);
        AssertWorkDone(seen);
        await AssertCountedAsync("gemini-cli", "gemini-cli-test", seen);
    }

    [Fact]
    public async Task Agent_StartedByRun_SaysWhatWasSaved()
    {
        var variables = Variables;
        variables.Remove("GOOGLE_GEMINI_BASE_URL");
        var (result, seen) = await PlayAsync(Script, () => RunThroughTokenPakAsync("gemini", Ask, variables));

        Assert.Contains(Answer, result.Output, StringComparison.Ordinal);
        AssertWorkDone(seen);
        AssertSummary(result, seen);
    }

    [Fact]
    public async Task McpServer_RegisteredAsDocumented_IsConnectedAndCalled()
    {
        var added = await Desk.RunAsync("gemini", ["mcp", "add", "--transport", "http", "tokenpak", Origin("google") + "/mcp"], Variables);
        Assert.True(added.ExitCode == 0, added.ToString());

        var (_, seen) = await PlayAsync(
            turn => turn.Results.Count == 0 ? ScriptedCall.Of("mcp_tokenpak_tokenpak_search_vault", new { query = "limit" }) : null,
            () => Desk.RunAsync("gemini", Ask, Variables));

        Assert.Contains("vault", Assert.Single(ToolOutputs.In(seen[^1])), StringComparison.OrdinalIgnoreCase);
    }

    private ScriptedCall? Script(ScriptedTurn turn) => turn.Results.Count switch
    {
        0 or 2 => ScriptedCall.Of("read_file", new { file_path = Desk.ProjectFile(ShopProject.Program) }),
        1 => ScriptedCall.Of("run_shell_command", new { command = ShopProject.Report, description = "Print the report" }),
        3 when ShopProject.Edit(turn) is var (old, changed) => ScriptedCall.Of("replace", new { file_path = Desk.ProjectFile(ShopProject.Program), instruction = "Set the limit", old_string = old, new_string = changed }),
        _ => null,
    };
}
