using TokenPak.Local.Running;

namespace TokenPak.Local.Tests.Running;

public sealed class AgentProfileTests
{
    private const string Origin = "http://localhost:8766";

    [Fact]
    public void Claude_KeepsToolsOnDemandAndTheUsersHeaders()
    {
        var profile = For("claude", new() { ["ANTHROPIC_CUSTOM_HEADERS"] = "x-team: blue" });
        Assert.Equal(Origin, profile.Variables["ANTHROPIC_BASE_URL"]);
        Assert.Equal("true", profile.Variables["ENABLE_TOOL_SEARCH"]);
        Assert.Equal("x-team: blue\nx-tokenpak-session: run-1", profile.Variables["ANTHROPIC_CUSTOM_HEADERS"]);
        Assert.Empty(profile.Arguments);
    }

    [Fact]
    public void Claude_ToolSearchSetByTheUser_IsLeft() =>
        Assert.Equal("auto", For("claude", new() { ["ENABLE_TOOL_SEARCH"] = "auto" }).Variables["ENABLE_TOOL_SEARCH"]);

    [Fact]
    public void Codex_GoesOverHttpWithTheUsersLogin()
    {
        var profile = For("codex", []);
        Assert.Empty(profile.Variables);
        Assert.Equal(["-c", "model_provider=\"tokenpak\"", "-c"], profile.Arguments.Take(3));
        var table = profile.Arguments[3];
        Assert.Contains("base_url=\"http://localhost:8766/v1\"", table, StringComparison.Ordinal);
        Assert.Contains("requires_openai_auth=true", table, StringComparison.Ordinal);
        Assert.Contains("supports_websockets=false", table, StringComparison.Ordinal);
        Assert.Contains("http_headers={\"x-tokenpak-session\"=\"run-1\"}", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Gemini_JoinsHeadersByCommas()
    {
        var profile = For("gemini", new() { ["GEMINI_CLI_CUSTOM_HEADERS"] = "x-team:blue" });
        Assert.Equal(Origin, profile.Variables["GOOGLE_GEMINI_BASE_URL"]);
        Assert.Equal("x-team:blue,x-tokenpak-session:run-1", profile.Variables["GEMINI_CLI_CUSTOM_HEADERS"]);
    }

    [Theory]
    [InlineData("claude")]
    [InlineData("codex")]
    [InlineData("gemini")]
    public void Proxy_OfTheUser_IsNotAskedForThisMachine(string name)
    {
        var profile = For(name, new() { ["HTTPS_PROXY"] = "http://proxy.example.com:3128", ["no_proxy"] = "example.com" });

        Assert.Equal("example.com,localhost,127.0.0.1", profile.Variables["NO_PROXY"]);
        Assert.Equal("example.com,localhost,127.0.0.1", profile.Variables["no_proxy"]);
        Assert.DoesNotContain("NO_PROXY", For(name, []).Variables.Keys);
    }

    [Fact]
    public void UnknownAgent_HasNoProfile() => Assert.Null(AgentProfile.For("cursor", Origin, "run-1", _ => null));

    private static AgentProfile For(string name, Dictionary<string, string> environment)
    {
        var profile = AgentProfile.For(name, Origin, "run-1", environment.GetValueOrDefault);
        Assert.NotNull(profile);
        return profile;
    }
}
