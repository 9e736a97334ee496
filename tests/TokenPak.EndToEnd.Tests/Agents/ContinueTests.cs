namespace TokenPak.EndToEnd.Tests.Agents;

/// <summary>npm <c>@continuedev/cli</c>, which reads the same configuration as the editors' extension.</summary>
public sealed class ContinueTests(SharedProduct shared) : AgentTest(shared)
{
    [Theory]
    [InlineData("anthropic", "claude-sonnet-4-5", Keys.Anthropic, "node-fetch")]
    [InlineData("openai", "gpt-4.1-mini", Keys.OpenAI, "openai-node")]
    public async Task Agent_ReadingEditingAndReadingAgain_Works(string provider, string model, string key, string agent)
    {
        var config = Desk.WriteSettings("config.yaml", $"""
            name: shop
            version: 0.0.1
            schema: v1
            models:
              - name: model
                provider: {provider}
                model: {model}
                apiKey: {key}
                apiBase: {Origin(provider)}/v1
                requestOptions:
                  headers:
                    x-tokenpak-session: continue-test-{provider}
            """);
        var (result, seen) = await PlayAsync(
            turn => turn.Results.Count switch
            {
                0 or 2 => ScriptedCall.Of("Read", new { filepath = Desk.ProjectFile(ShopProject.Program) }),
                1 => ScriptedCall.Of("Bash", new { command = ShopProject.Report }),
                3 when ShopProject.Edit(turn) is var (old, changed) => ScriptedCall.Of("MultiEdit", new { file_path = Desk.ProjectFile(ShopProject.Program), edits = new[] { new { old_string = old, new_string = changed } } }),
                _ => null,
            },
            () => Desk.RunAsync("cn", ["-p", "--auto", "--config", config, "Set the limit to 43."], new Dictionary<string, string> { ["CONTINUE_TELEMETRY_ENABLED"] = "0" }));

        Assert.Contains(Answer, result.Output, StringComparison.Ordinal);
        AssertWorkDone(seen);
        await AssertCountedAsync(agent, "continue-test-" + provider, seen);
    }
}
