using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TokenPak.Contracts;
using TokenPak.Contracts.Compilation;
using TokenPak.Gateway.Configuration;
using TokenPak.Gateway.Detection;
using TokenPak.Gateway.Forwarding;

namespace TokenPak.Gateway.Tests.Detection;

public sealed class DetectionTests
{
    [Theory]
    [InlineData("/v1/messages", "", ProviderNames.Anthropic, ApiDialect.AnthropicMessages, "chat")]
    [InlineData("/v1/messages/count_tokens", "", ProviderNames.Anthropic, ApiDialect.AnthropicMessages, "count_tokens")]
    [InlineData("/v1/messages/batches", "", ProviderNames.Anthropic, ApiDialect.None, "other")]
    [InlineData("/v1/complete", "", ProviderNames.Anthropic, ApiDialect.None, "other")]
    [InlineData("/v1/chat/completions", "bearer=sk-proj-x", ProviderNames.OpenAI, ApiDialect.OpenAIChat, "chat")]
    [InlineData("/v1/chat/completions", "", ProviderNames.OpenAI, ApiDialect.OpenAIChat, "chat")]
    [InlineData("/v1/chat/completions", "bearer=sk-ant-api03-x", ProviderNames.Anthropic, ApiDialect.OpenAIChat, "chat")]
    [InlineData("/v1/responses", "bearer=sk-proj-x", ProviderNames.OpenAI, ApiDialect.OpenAIResponses, "chat")]
    [InlineData("/v1/responses", "bearer=eyJhbGciOi", ProviderNames.ChatGpt, ApiDialect.OpenAIResponses, "chat")]
    [InlineData("/v1/responses", "bearer=anything", ProviderNames.ChatGpt, ApiDialect.OpenAIResponses, "chat")]
    [InlineData("/v1/responses", "", ProviderNames.OpenAI, ApiDialect.OpenAIResponses, "chat")]
    [InlineData("/v1/responses/resp_1/cancel", "bearer=sk-x", ProviderNames.OpenAI, ApiDialect.None, "other")]
    [InlineData("/v1/models", "chatgpt-account-id=1;bearer=eyJ", ProviderNames.ChatGpt, ApiDialect.None, "models")]
    [InlineData("/v1/embeddings", "bearer=sk-x", ProviderNames.OpenAI, ApiDialect.OpenAIEmbeddings, "embeddings")]
    [InlineData("/v1/realtime", "bearer=sk-x", ProviderNames.OpenAI, ApiDialect.None, "realtime")]
    [InlineData("/v1/models", "bearer=sk-x", ProviderNames.OpenAI, ApiDialect.None, "models")]
    [InlineData("/v1/models", "x-api-key=sk-ant-api03-x", ProviderNames.Anthropic, ApiDialect.None, "models")]
    [InlineData("/v1/models", "anthropic-version=2023-06-01;bearer=x", ProviderNames.Anthropic, ApiDialect.None, "models")]
    [InlineData("/v1/models", "x-goog-api-key=k", ProviderNames.Google, ApiDialect.None, "models")]
    [InlineData("/v1/models?key=AIzaX", "", ProviderNames.Google, ApiDialect.None, "models")]
    [InlineData("/v1/models", "", ProviderNames.OpenAI, ApiDialect.None, "models")]
    [InlineData("/v1/files", "x-api-key=other", ProviderNames.Anthropic, ApiDialect.None, "other")]
    [InlineData("/v1/whatever", "bearer=token", ProviderNames.OpenAI, ApiDialect.None, "other")]
    [InlineData("/v1/whatever", "", null, ApiDialect.None, "other")]
    [InlineData("/v1beta/models/gemini-2.5-pro:generateContent", "", ProviderNames.Google, ApiDialect.GeminiGenerateContent, "chat")]
    [InlineData("/v1/models/gemini-2.5-pro:streamGenerateContent", "", ProviderNames.Google, ApiDialect.GeminiGenerateContent, "chat")]
    [InlineData("/v1beta/models/gemini-2.5-pro:countTokens", "", ProviderNames.Google, ApiDialect.GeminiGenerateContent, "count_tokens")]
    [InlineData("/v1beta/models/text-embedding-004:embedContent", "", ProviderNames.Google, ApiDialect.None, "embeddings")]
    [InlineData("/v1beta/models", "", ProviderNames.Google, ApiDialect.None, "models")]
    [InlineData("/v1beta/openai/chat/completions", "bearer=AIzaX", ProviderNames.Google, ApiDialect.OpenAIChat, "chat")]
    [InlineData("/upload/v1beta/files", "", ProviderNames.Google, ApiDialect.None, "other")]
    [InlineData("/openai/deployments/gpt4/chat/completions", "api-key=k", ProviderNames.Azure, ApiDialect.OpenAIChat, "chat")]
    [InlineData("/openai/v1/responses", "api-key=k", ProviderNames.Azure, ApiDialect.OpenAIResponses, "chat")]
    public void Request_ByPathAndHeaders_GoesToItsProvider(string target, string headers, string? provider, ApiDialect dialect, string type)
    {
        var request = Request(target, headers);
        var match = PathRules.Match(request.Path.Value ?? "");

        Assert.NotNull(match);
        Assert.Equal(dialect, match.Value.Dialect);
        Assert.Equal(type, match.Value.RequestType);
        Assert.Equal(provider, new ProviderDetector(Table()).Detect(match.Value, request.Headers, Credentials.Read(request)));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/v1")]
    [InlineData("/v1/")]
    [InlineData("/v2/messages")]
    [InlineData("/chat/completions")]
    [InlineData("/v1betax/models")]
    public void Path_OfNoProvider_IsNoMatch(string path) => Assert.Null(PathRules.Match(path));

    [Theory]
    [InlineData("/v1beta/models/gemini-2.5-pro:generateContent", "gemini-2.5-pro")]
    [InlineData("/v1beta/tunedModels/mine:generateContent", "mine")]
    [InlineData("/openai/deployments/my-gpt/chat/completions", "my-gpt")]
    public void Path_NamingAModel_GivesIt(string path, string model) => Assert.Equal(model, PathRules.Match(path)?.Model);

    [Fact]
    public void Responses_WithAnOwnServer_StayWithIt()
    {
        var detector = new ProviderDetector(Table(("openai", "http://localhost:11434")));
        var match = PathRules.Match("/v1/responses") ?? default;

        Assert.Equal(ProviderNames.OpenAI, Detect("bearer=ollama"));
        Assert.Equal(ProviderNames.ChatGpt, Detect("bearer=eyJhbGciOi"));

        string? Detect(string headers)
        {
            var request = Request("/v1/responses", headers);
            return detector.Detect(match, request.Headers, Credentials.Read(request));
        }
    }

    [Theory]
    [InlineData("x-api-key=sk-ant-api03-x", ProviderNames.OpenAI, ProviderNames.Anthropic)]
    [InlineData("bearer=AIzaX", ProviderNames.OpenAI, ProviderNames.Google)]
    [InlineData("bearer=sk-proj-x", ProviderNames.Google, ProviderNames.OpenAI)]
    [InlineData("x-api-key=x;bearer=sk-proj-x", ProviderNames.Anthropic, ProviderNames.OpenAI)]
    [InlineData("x-goog-api-key=AIzaX", ProviderNames.Google, null)]
    [InlineData("bearer=sk-ant-oat01-x", ProviderNames.Anthropic, null)]
    [InlineData("bearer=sk-local", ProviderNames.Google, null)]
    public void Credential_OfAnotherVendor_IsForeign(string headers, string vendor, string? owner) =>
        Assert.Equal(owner, Credentials.Read(Request("/v1/models", headers)).ForeignTo(vendor));

    [Theory]
    [InlineData("claude-haiku-4-5", ProviderNames.Anthropic)]
    [InlineData("gemini-2.5-pro", ProviderNames.Google)]
    [InlineData("gpt-4o", ProviderNames.OpenAI)]
    [InlineData(null, null)]
    public void Model_AsLastResort_TellsTheProvider(string? model, string? provider) => Assert.Equal(provider, ProviderDetector.ByModel(model));

    [Theory]
    [InlineData("https://chatgpt.com/backend-api/codex", "chatgpt", "/v1/responses", "https://chatgpt.com/backend-api/codex/responses")]
    [InlineData("https://api.example.com/v1", "openai", "/v1/chat/completions?a=%2F", "https://api.example.com/v1/chat/completions?a=%2F")]
    [InlineData("https://api.example.com/", "openai", "/v1/models/a%2Fb", "https://api.example.com/v1/models/a%2Fb")]
    [InlineData("https://api.example.com/v1", "google", "/v1beta/models", "https://api.example.com/v1/v1beta/models")]
    [InlineData("https://openrouter.example/api", "openai", "/v1/models", "https://openrouter.example/api/v1/models")]
    public void Upstream_Address_KeepsTheTargetAsItStood(string baseUrl, string name, string target, string expected) =>
        Assert.Equal(expected, new Upstream(name, new Uri(baseUrl), isDefault: false).Address(target).OriginalString);

    [Theory]
    [InlineData("claude-cli/2.0.1 (external, cli)", "claude-code")]
    [InlineData("codex_cli_rs/0.50.0 (Mac OS)", "codex")]
    [InlineData("GeminiCLI/0.9.0/gemini-2.5-pro (linux; x64)", "gemini-cli")]
    [InlineData("OpenAI/Python 1.99.0", "openai-python")]
    [InlineData("AsyncOpenAI/Python 1.99.0", "openai-python")]
    [InlineData("OpenAI/JS 5.1.0", "openai-node")]
    [InlineData("Anthropic/JS 0.60.0", "anthropic-typescript")]
    [InlineData("GeminiCLI-tui/0.61.0/gemini-2.5-pro (linux; x64; terminal)", "gemini-cli")]
    [InlineData("curl/8.5.0", "curl")]
    [InlineData("<script>alert(1)</script>", null)]
    [InlineData("", null)]
    public void UserAgent_KnownOrPlain_NamesTheAgent(string userAgent, string? agent) =>
        Assert.Equal(agent, Agents.Of(new HeaderDictionary { ["User-Agent"] = userAgent }));

    [Fact]
    public void UserAgent_OfAnSdkThatWasBundled_NamesTheSdk()
    {
        var headers = new HeaderDictionary { ["User-Agent"] = "ls/JS 5.23.2", ["x-stainless-lang"] = "js" };
        Assert.Equal("openai-node", Agents.Of(headers));
        headers["anthropic-version"] = "2023-06-01";
        Assert.Equal("anthropic-typescript", Agents.Of(headers));
    }

    private static UpstreamTable Table(params (string Name, string Url)[] custom) => new(Options.Create(new GatewayOptions
    {
        Upstreams = custom.ToDictionary(c => c.Name, c => new UpstreamOptions { BaseUrl = c.Url }),
    }));

    private static HttpRequest Request(string target, string headers)
    {
        var context = new DefaultHttpContext();
        var parts = target.Split('?');
        context.Request.Path = parts[0];
        if (parts.Length > 1) context.Request.QueryString = new QueryString("?" + parts[1]);
        foreach (var header in headers.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (header.Split('=')[0], header.Split('=')[1]);
            if (name == "bearer") context.Request.Headers.Authorization = "Bearer " + value;
            else context.Request.Headers[name] = value;
        }

        return context.Request;
    }
}
