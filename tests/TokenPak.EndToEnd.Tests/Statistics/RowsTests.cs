using System.Text.Json;

namespace TokenPak.EndToEnd.Tests.Statistics;

/// <summary>Rows of requests that ended early, pages and filters of rows, sessions, and rows over a restart.</summary>
public sealed class RowsTests(SharedProduct shared) : EndToEndTest(shared)
{
    [Fact]
    public async Task StreamThatDied_HasOneRowAndCountsAsAnError()
    {
        var before = await ErrorsAsync();
        using var gate = new StreamGate();
        using var rule = Upstream.Always(new Behavior { Gate = gate, DieAfterChunks = 2 });
        gate.Release(2);
        using var response = await Product.Client.SendAsync(
            WireRequest.Post(Product.Address, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "Die.", streamed: true), streamed: true), HttpCompletionOption.ResponseHeadersRead, Cancel).InTimeAsync("an answer");
        gate.Release();
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsByteArrayAsync(Cancel).InTimeAsync("the stream to break"));

        var row = await RowOfAsync(response);

        Assert.Equal("/v1/messages", row.Text("endpoint"));
        Assert.Equal(before + 1, await ErrorsAsync());
    }

    [Fact]
    public async Task ClientThatWentAway_HasOneRow_AndIsNoError()
    {
        var before = (await ErrorsAsync(), await OwnErrorsAsync());
        using var gate = new StreamGate();
        using var rule = Upstream.Always(new Behavior { Gate = gate });
        gate.Release(2);
        var response = await Product.Client.SendAsync(
            WireRequest.Post(Product.Address, Dialect.OpenAIChat, WireRequest.Ask(Dialect.OpenAIChat, "Stop.", streamed: true), streamed: true), HttpCompletionOption.ResponseHeadersRead, Cancel).InTimeAsync("an answer");

        response.Dispose();

        Assert.Equal("/v1/chat/completions", (await RowOfAsync(response)).Text("endpoint"));
        Assert.Equal(before, (await ErrorsAsync(), await OwnErrorsAsync()));
    }

    [Fact]
    public async Task Recent_PagedByTwo_ShowsEachRowOnce()
    {
        var model = "paged-" + Guid.CreateVersion7();
        for (var i = 0; i < 5; i++) await Answer.GetAsync(Product, Dialect.OpenAIChat, WireRequest.Ask(Dialect.OpenAIChat, "Hello", model: model));
        await Eventually.HoldsAsync(async () => (await RowsAsync($"/recent?model={model}")).Count == 5, "five rows");

        var seen = new List<string?>();
        var path = $"/recent?model={model}&limit=2";
        for (var page = await RowsAsync(path); page.Count > 0; page = await RowsAsync($"{path}&before={seen[^1]}")) seen.AddRange(page.Select(r => r.Text("id")));

        Assert.Equal((await RowsAsync($"/recent?model={model}")).Select(r => r.Text("id")), seen);
    }

    [Fact]
    public async Task Recent_Filtered_ShowsMatchingRowsAlone()
    {
        var session = "filter-" + Guid.CreateVersion7();
        foreach (var model in new[] { "claude-haiku-4-5", "claude-haiku-4-5-error-429", "claude-haiku-4-5-error-500" })
        {
            using var request = WireRequest.Post(Product.Address, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "Hello", model: model));
            request.Headers.Add("x-tokenpak-session", session);
            await Product.RowAsync(await Answer.GetAsync(Product, request));
        }

        Assert.Equal(3, (await RowsAsync($"/recent?session={session}")).Count);
        Assert.Equal(429, Assert.Single(await RowsAsync($"/recent?session={session}&status=429")).Number("status_code"));
        Assert.Equal(500, Assert.Single(await RowsAsync($"/recent?session={session}&status=5xx")).Number("status_code"));
        Assert.Equal(3, (await RowsAsync($"/recent?session={session}&provider=anthropic")).Count);
        Assert.Empty(await RowsAsync($"/recent?session={session}&provider=openai"));
        Assert.Empty(await RowsAsync($"/recent?session={session}&from=2999-01-01T00:00:00Z"));
        Assert.Empty(await RowsAsync($"/recent?session={session}&to=2001-01-01T00:00:00Z"));
        using var csv = await Product.Client.GetAsync(new Uri($"/recent.csv?session={session}", UriKind.Relative), Cancel).InTimeAsync("the rows");
        Assert.StartsWith("text/csv", csv.Content.Headers.ContentType?.ToString(), StringComparison.Ordinal);
        Assert.Equal(4, (await csv.Content.ReadAsStringAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Session_OpenedByPost_CountsFromZero()
    {
        await Product.RowAsync(await Answer.GetAsync(Product, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "Hello")));

        using var response = await Product.Client.PostAsync(new Uri("/stats/session", UriKind.Relative), new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), Cancel).InTimeAsync("a new session");

        Assert.True(response.IsSuccessStatusCode, response.StatusCode.ToString());
        Assert.Equal(0, (await Product.ReportAsync("/stats/session")).Number("session_requests"));
        await Product.RowAsync(await Answer.GetAsync(Product, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "Hello")));
        Assert.Equal(1, (await Product.ReportAsync("/stats/session")).Number("session_requests"));
    }

    [Fact]
    public async Task Product_StoppedRightAfterRequests_HasLostNoneWhenItIsBack()
    {
        using var data = new TemporaryFolder();
        var sent = new List<string?>();
        await using (var first = await ProductShape.StartAsync(new ProductOptions { DataPath = data.Path }))
        {
            for (var i = 0; i < 20; i++) sent.Add((await Answer.GetAsync(first, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "Hello"))).Header("x-tokenpak-request-id"));
            await first.StopAsync();
        }

        await using var second = await ProductShape.StartAsync(new ProductOptions { DataPath = data.Path });

        string?[] rows = [];
        await Eventually.HoldsAsync(
            async () => (rows = [.. (await second.ReportAsync("/recent")).GetProperty("recent").EnumerateArray().Select(r => r.Text("id"))]).Length >= sent.Count, "every row to be stored");
        Assert.Equal(sent.Order(), rows.Order());
    }

    private async Task<long?> ErrorsAsync() => (await Product.ReportAsync("/stats")).GetProperty("session").Number("errors");

    /// <summary>As the gateway counts them.</summary>
    private async Task<long?> OwnErrorsAsync() => (await Product.ReportAsync("/health")).GetProperty("stats").Number("errors");

    private Task<JsonElement> RowOfAsync(HttpResponseMessage response)
    {
        var id = response.Headers.GetValues("x-tokenpak-request-id").Single();
        return Product.RowAsync(row => row.Text("id") == id, "the row of " + id);
    }

    private async Task<List<JsonElement>> RowsAsync(string path) => [.. (await Product.ReportAsync(path)).GetProperty("recent").EnumerateArray()];
}
