using System.Text.Json;

namespace TokenPak.EndToEnd.Tests.Statistics;

/// <summary>Every request becomes exactly one row, and the totals are the rows' sums. Needs a product of its own, from its first request on.</summary>
public sealed class TotalsTests
{
    private static readonly UpstreamUsage Billed = new() { Uncached = 1000, CacheRead = 3000, Output = 200 };

    [Fact]
    public async Task Product_FromItsFirstRequest_CountsEachOnce()
    {
        await using var product = await ProductShape.StartAsync();
        Assert.Equal("no_requests", (await product.ReportAsync("/stats/last")).Text("error"));

        var answers = await SendManyAsync(product);

        await Eventually.HoldsAsync(async () => (await product.ReportAsync("/stats")).GetProperty("session").Number("requests") >= answers.Count, "all rows to be stored");
        var rows = (await product.ReportAsync("/recent")).GetProperty("recent").EnumerateArray().ToList();
        Assert.Equal(answers.Select(a => a.Header("x-tokenpak-request-id")).Order(), rows.Select(r => r.Text("id")).Order());
        Assert.Equal(rows.OrderByDescending(r => r.GetProperty("timestamp").GetDateTimeOffset()).Select(r => r.Text("id")), rows.Select(r => r.Text("id")));
        await AssertTotalsAsync(product, rows);
    }

    private static async Task<List<Answer>> SendManyAsync(ProductUnderTest product)
    {
        var answers = new List<Answer>();
        using (product.Upstream.Always(new Behavior { Usage = Billed }))
        {
            foreach (var dialect in Enum.GetValues<Dialect>())
            {
                answers.Add(await Answer.GetAsync(product, dialect, WireRequest.Ask(dialect, "Hello."), streamed: false));
                answers.Add(await Answer.GetAsync(product, dialect, WireRequest.Ask(dialect, "Hello.", streamed: true), streamed: true));
                answers.Add(await Answer.GetAsync(product, dialect, new AgentConversation(dialect).Request(turns: 3)));
            }
        }

        foreach (var status in new[] { 400, 429, 500 })
        {
            answers.Add(await Answer.GetAsync(product, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "Fail.", model: "claude-haiku-4-5-error-" + status)));
        }

        return answers;
    }

    private static async Task AssertTotalsAsync(ProductUnderTest product, List<JsonElement> rows)
    {
        var stats = await product.ReportAsync("/stats");
        var session = stats.GetProperty("session");
        Assert.Equal(rows.Count, session.Number("requests"));
        Assert.Equal(rows.Sum(r => r.Number("tokens_saved") ?? 0), session.Number("tokens_saved"));
        Assert.Equal(rows.Sum(r => r.Number("input_tokens") ?? 0), session.Number("sent_input_tokens"));
        Assert.Equal(rows.Sum(r => r.Number("input_tokens_raw") ?? 0), session.Number("input_tokens"));
        Assert.Equal(rows.Sum(r => r.Number("output_tokens") ?? 0), session.Number("output_tokens"));
        Assert.Equal(rows.Sum(r => r.Number("cache_read_tokens") ?? 0), session.Number("cache_read_tokens"));
        Assert.Equal(rows.Sum(r => r.Money("cost") ?? 0), session.Money("cost_usd"));
        Assert.Equal(rows.Count(r => r.Number("status_code") >= 400), session.Number("errors"));
        Assert.True(session.Number("tokens_saved") > 0);
        Assert.Equal("full", stats.Text("compilation_mode"));
        Assert.Equal(10, stats.GetProperty("recent").GetArrayLength());
        Assert.Equal(rows.Count, stats.GetProperty("today").Number("requests"));
        Assert.Equal(session.Money("cost_usd"), stats.GetProperty("today").Money("cost_usd"));
        Assert.Equal(3, stats.GetProperty("by_model").GetProperty("claude-haiku-4-5").Number("requests"));
        Assert.Equal(rows.Count, stats.GetProperty("by_model").EnumerateObject().Sum(m => m.Value.Number("requests")));

        var own = await product.ReportAsync("/stats/session");
        Assert.Equal(rows.Count, own.Number("session_requests"));
        Assert.Equal(session.Number("input_tokens"), own.Number("tokens_raw"));
        Assert.Equal(session.Number("sent_input_tokens"), own.Number("tokens_sent"));
        Assert.Equal(session.Number("tokens_saved"), own.Number("tokens_saved"));
        Assert.Equal(session.Money("cost_usd"), own.Money("total_cost"));
        Assert.Equal(session.Number("errors"), own.Number("errors"));

        var health = await product.ReportAsync("/health");
        Assert.Equal("ok", health.Text("status"));
        Assert.Equal(rows.Count, health.GetProperty("stats").Number("requests"));
        Assert.Equal(session.Number("tokens_saved"), health.GetProperty("stats").Number("tokens_saved"));
        Assert.Equal(session.Number("tokens_saved"), health.GetProperty("stats").Number("saved_tokens"));

        var cache = await product.ReportAsync("/cache-stats");
        Assert.True(cache.Number("cache_misses") > 0);
        Assert.InRange(cache.GetProperty("hit_rate").GetDouble(), 0, 1);
        Assert.Equal(session.Number("cache_read_tokens"), cache.GetProperty("provider").Number("cache_read_tokens"));
        Assert.InRange(cache.GetProperty("provider").GetProperty("hit_rate").GetDouble(), 0.01, 1);
    }
}
