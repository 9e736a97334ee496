namespace TokenPak.EndToEnd.Tests.Statistics;

/// <summary>The row of a request shows what the provider billed, in every dialect.</summary>
public sealed class UsageTests(SharedProduct shared) : EndToEndTest(shared)
{
    private static readonly UpstreamUsage Billed = new() { Uncached = 1201, CacheRead = 4096, Output = 333, Reasoning = 33 };

    [Theory]
    [MemberData(nameof(Dialects.Both), MemberType = typeof(Dialects))]
    public async Task Row_OfARequest_ShowsTheProvidersUsage(Dialect dialect, bool streamed)
    {
        var usage = dialect == Dialect.Anthropic ? Billed with { CacheWrite = 777, CacheWrite1h = 77 } : Billed;
        using var rule = Upstream.Always(new Behavior { Usage = usage });

        var answer = await Answer.GetAsync(Product, dialect, WireRequest.Ask(dialect, "How much?", streamed), streamed);
        var row = await Product.RowAsync(answer);

        Assert.Equal(WireRequest.ProviderOf(dialect), row.Text("provider"));
        Assert.Equal(WireRequest.ModelOf(dialect), row.Text("model"));
        Assert.Equal("chat", row.Text("request_type"));
        Assert.Equal(WireRequest.TargetOf(dialect, streamed).Split('?')[0], row.Text("endpoint"));
        Assert.Equal(200, row.Number("status_code"));
        Assert.Equal(usage.Prompt, row.Number("input_tokens"));
        Assert.Equal(usage.Prompt, row.Number("input_tokens_raw"));
        Assert.Equal(usage.Output, row.Number("output_tokens"));
        Assert.Equal(usage.CacheRead, row.Number("cache_read_tokens"));
        if (dialect == Dialect.Anthropic) Assert.Equal(usage.CacheWrite, row.Number("cache_creation_tokens"));
        Assert.Equal(0, row.Number("tokens_saved"));
        Assert.Equal("provider", row.Text("usage_source"));
        Assert.Equal("full", row.Text("compilation_mode"));
        Assert.Equal(streamed, row.GetProperty("streamed").GetBoolean());
        Assert.True(row.Money("cost") > 0, "a known model has a cost");
        Assert.Equal(row.Money("cost"), row.Money("estimated_cost"));
        Assert.True(row.GetProperty("latency_ms").GetDouble() >= row.GetProperty("time_to_first_byte_ms").GetDouble());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task Row_OfACompressedAnswer_ShowsTheProvidersUsage(string encoding)
    {
        foreach (var streamed in new[] { false, true })
        {
            using var rule = Upstream.Always(new Behavior { Usage = Billed, ContentEncoding = encoding });
            var answer = await Answer.GetAsync(Product, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "How much?", streamed), streamed);

            var row = await Product.RowAsync(answer);

            Assert.Equal(Billed.Prompt, row.Number("input_tokens"));
            Assert.Equal(Billed.Output, row.Number("output_tokens"));
        }
    }

    [Fact]
    public async Task Row_OfAGeminiArray_ShowsTheProvidersUsage()
    {
        using var rule = Upstream.Always(new Behavior { Usage = Billed });
        using var request = WireRequest.Post(Product.Address, Dialect.Gemini, WireRequest.Ask(Dialect.Gemini, "How much?"));
        request.RequestUri = new Uri(Product.Address, "/v1beta/models/gemini-2.5-flash:streamGenerateContent");

        var row = await Product.RowAsync(await Answer.GetAsync(Product, request));

        Assert.Equal(Billed.Prompt, row.Number("input_tokens"));
        Assert.Equal(Billed.Output, row.Number("output_tokens"));
    }

    [Fact]
    public async Task Row_OfAChatStreamWithoutUsage_IsCountedAndSaysSo()
    {
        var body = WireRequest.Ask(Dialect.OpenAIChat, "How much?", streamed: true).Replace("\"stream_options\":{ \"include_usage\":true},", "", StringComparison.Ordinal);

        var row = await Product.RowAsync(await Answer.GetAsync(Product, Dialect.OpenAIChat, body, streamed: true));

        Assert.Equal("counted", row.Text("usage_source"));
        Assert.InRange(row.Number("output_tokens") ?? 0, 5, 60);
    }

    [Fact]
    public async Task Row_OfEmbeddings_ShowsTheirPrompt()
    {
        using var rule = Upstream.Always(new Behavior { Usage = new UpstreamUsage { Uncached = 55 } });
        using var request = WireRequest.Post(Product.Address, Dialect.OpenAIChat, """{"model":"text-embedding-3-small","input":"words"}""");
        request.RequestUri = new Uri(Product.Address, "/v1/embeddings");

        var row = await Product.RowAsync(await Answer.GetAsync(Product, request));

        Assert.Equal("embeddings", row.Text("request_type"));
        Assert.Equal(55, row.Number("input_tokens"));
    }

    [Theory]
    [MemberData(nameof(Dialects.All), MemberType = typeof(Dialects))]
    public async Task Row_OfACompiledRequest_AddsUp(Dialect dialect)
    {
        var answer = await Answer.GetAsync(Product, dialect, new AgentConversation(dialect).Request(turns: 4));
        var row = await Product.RowAsync(answer);
        var last = await Product.ReportAsync("/stats/last");

        var saved = int.Parse(answer.Header("x-tokenpak-tokens-before") ?? "") - int.Parse(answer.Header("x-tokenpak-tokens-after") ?? "");
        Assert.Equal(saved, row.Number("tokens_saved"));
        Assert.Equal(row.Number("input_tokens") + saved, row.Number("input_tokens_raw"));
        Assert.Equal(answer.Seen.Usage?.Prompt, row.Number("input_tokens"));
        Assert.Equal(row.Text("id"), last.Text("request_id"));
        Assert.Equal(saved, last.Number("tokens_saved"));
        Assert.Equal(saved, last.GetProperty("stages").EnumerateArray().Sum(StageSaving));
        Assert.InRange(last.GetProperty("percent_saved").GetDouble(), 1, 99);
    }

    [Fact]
    public async Task Row_OfAFailure_HasItsStatusAndTheProvidersErrorType()
    {
        const string Model = "claude-haiku-4-5-error-429";

        var row = await Product.RowAsync(await Answer.GetAsync(Product, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "Fail.", model: Model)));

        Assert.Equal(429, row.Number("status_code"));
        Assert.Equal("rate_limit_error", row.Text("error_type"));
        Assert.Null(row.Number("output_tokens"));
        Assert.Null(row.Money("cost"));
    }

    [Fact]
    public async Task Row_OfAClientSession_NamesIt()
    {
        using var request = WireRequest.Post(Product.Address, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "Hello"));
        request.Headers.Add("x-tokenpak-session", "session-of-a-test");
        request.Headers.TryAddWithoutValidation("User-Agent", "claude-cli/2.1 (external, cli)");

        var row = await Product.RowAsync(await Answer.GetAsync(Product, request));

        Assert.Equal("session-of-a-test", row.Text("session_id"));
        Assert.Equal("claude-code", row.Text("agent"));
    }

    private static long StageSaving(System.Text.Json.JsonElement stage) => stage.EnumerateObject().Where(m => m.Name.Contains("aved", StringComparison.Ordinal)).Sum(m => m.Value.GetInt64());
}
