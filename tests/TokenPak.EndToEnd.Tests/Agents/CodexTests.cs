using System.Text.Json;

namespace TokenPak.EndToEnd.Tests.Agents;

/// <summary>npm <c>@openai/codex</c>.</summary>
public sealed class CodexTests(SharedProduct shared) : AgentTest(shared)
{
    private static readonly string[] Ask = ["exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", "Set the limit to 43."];

    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>What keeps Codex from calling elsewhere.</summary>
    private const string Quiet = """
        check_for_update_on_startup = false

        [features]
        apps = false
        plugins = false

        [analytics]
        enabled = false

        """;

    [Fact]
    public async Task Agent_ReadingEditingAndReadingAgain_Works()
    {
        LogIn();
        Desk.WriteSettings(".codex/config.toml", Provider("openai") + Quiet);
        var (result, seen) = await PlayAsync(Script, () => Desk.RunAsync("codex", Ask, Nothing));

        Assert.Equal(Answer, result.Output.Trim());
        AssertWorkDone(seen);
        Assert.All(seen, request => Assert.Equal("openai", request.Provider));
        await AssertCountedAsync("codex", SessionOf(seen[0]), seen);
    }

    [Fact]
    public async Task Agent_OnAChatGptLogin_IsCompiledThoughItCompresses()
    {
        LogInWithChatGpt();
        Desk.WriteSettings(".codex/config.toml", Provider("chatgpt") + Quiet);
        var (result, seen) = await PlayAsync(Script, () => Desk.RunAsync("codex", Ask, Nothing));

        Assert.Equal(Answer, result.Output.Trim());
        AssertWorkDone(seen);

        // The first request has nothing to replace and goes out as it came.
        Assert.Equal("zstd", seen[0].Header("content-encoding"));
        Assert.Null(seen[^1].Header("content-encoding"));
        Assert.All(seen, request => Assert.Equal(("chatgpt", "/responses", "account-1"), (request.Provider, request.Path, request.Header("chatgpt-account-id"))));
        await AssertCountedAsync("codex", SessionOf(seen[0]), seen);
    }

    [Fact]
    public async Task Agent_StartedByRun_SaysWhatWasSaved()
    {
        LogIn();
        Desk.WriteSettings(".codex/config.toml", Quiet);
        var (result, seen) = await PlayAsync(Script, () => RunThroughTokenPakAsync("codex", Ask, Nothing));

        Assert.Equal(Answer, result.Output.Trim());
        AssertWorkDone(seen);
        AssertSummary(result, seen);
    }

    [Fact]
    public async Task McpServer_RegisteredAsDocumented_IsConnectedAndCalled()
    {
        LogIn();
        Desk.WriteSettings(".codex/config.toml", Provider("openai") + Quiet + $"""
            [mcp_servers.tokenpak]
            url = "{Origin("openai")}/mcp"
            """);
        var (_, seen) = await PlayAsync(
            turn => turn.Results.Count == 0 ? new ScriptedCall("exec", "text(await tools.mcp__tokenpak__tokenpak_search_vault({query: \"limit\"}));", Freeform: true) : null,
            () => Desk.RunAsync("codex", Ask, Nothing));

        Assert.Contains("vault", Assert.Single(ToolOutputs.In(seen[^1])), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What docs/clients.md shows.</summary>
    private string Provider(string provider) => $"""
        model_provider = "tokenpak"
        model_providers.tokenpak.name = "OpenAI"
        model_providers.tokenpak.base_url = "{Origin(provider)}/v1"
        model_providers.tokenpak.wire_api = "responses"
        model_providers.tokenpak.requires_openai_auth = true
        model_providers.tokenpak.supports_websockets = false

        """;

    private void LogIn() => Desk.WriteSettings(".codex/auth.json", $$"""{"OPENAI_API_KEY":"{{Keys.OpenAI}}"}""");

    /// <summary>The files that a login leaves; its tokens open nothing.</summary>
    private void LogInWithChatGpt()
    {
        var later = DateTimeOffset.UtcNow.AddDays(30).ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["exp"] = later,
            ["email"] = "user@example.com",
            ["https://api.openai.com/auth"] = new { chatgpt_plan_type = "pro", chatgpt_account_id = "account-1", chatgpt_user_id = "user-1" },
        };
        var token = $"{Part(new { alg = "RS256", typ = "JWT" })}.{Part(claims)}.c2lnbmF0dXJl";
        Desk.WriteSettings(".codex/auth.json", JsonSerializer.Serialize(new
        {
            auth_mode = "chatgpt",
            tokens = new { id_token = token, access_token = token, refresh_token = "refresh", account_id = "account-1" },
            last_refresh = DateTimeOffset.UtcNow,
        }));

        static string Part(object value) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(value)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    private static string SessionOf(RecordedRequest request) => request.Header("session-id") ?? throw new InvalidOperationException("The request names no session.");

    private static ScriptedCall? Script(ScriptedTurn turn) => turn.Results.Count switch
    {
        0 or 2 => Shell("cat " + ShopProject.Program),
        1 => Shell(ShopProject.Report),
        3 when ShopProject.Edit(turn) is var (old, changed) => Patch(old, changed),
        _ => null,
    };

    /// <summary>Its tools are functions of a program that the model writes.</summary>
    private static ScriptedCall Shell(string command) =>
        new("exec", $"const r = await tools.exec_command({JsonSerializer.Serialize(new { cmd = command })});\ntext(r.output);", Freeform: true);

    private static ScriptedCall Patch(string old, string changed) => new("exec", "text(await tools.apply_patch(" + JsonSerializer.Serialize(
        $"*** Begin Patch\n*** Update File: {ShopProject.Program}\n@@\n{Lines('-', old)}{Lines('+', changed)}*** End Patch\n") + "));", Freeform: true);

    private static string Lines(char sign, string text) => string.Concat(text.Split('\n').Select(line => $"{sign}{line}\n"));
}
