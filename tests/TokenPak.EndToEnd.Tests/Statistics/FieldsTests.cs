using System.Text.Json;

namespace TokenPak.EndToEnd.Tests.Statistics;

/// <summary>Every field that the reference and its settlement name is there, with its type.</summary>
public sealed class FieldsTests(SharedProduct shared) : EndToEndTest(shared)
{
    /// <summary>Type letters: n number, s string, b boolean, o object, a array; ? may be null.</summary>
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["/health"] = "status:s compilation_mode:s vault_index.available:b vault_index.blocks:n? vault_index.path:s? router.enabled:b router.rules:n? capsule_available:b "
            + "canon.enabled:b canon.session_hits:n? skeleton.enabled:b budget.enabled:b budget.total_tokens:n? budget.used_tokens:n? budget.window:s? strict_validation:b "
            + "upstream_timeout_seconds:n circuit_breakers:o stats.requests:n stats.tokens_saved:n stats.saved_tokens:n stats.input_tokens:n stats.errors:n "
            + "stats.cache_hits:n stats.cache_misses:n stats.cost_usd:n version:s uptime_seconds:n",
        ["/stats"] = "session.requests:n session.tokens_saved:n session.cost_usd:n session.input_tokens:n session.sent_input_tokens:n session.output_tokens:n session.cost_saved_usd:n "
            + "session.errors:n session.cache_read_tokens:n session.cache_creation_tokens:n session.started_at:s compilation_mode:s vault_index.available:b vault_index.blocks:n? router.enabled:b "
            + "today.requests:n today.cost_usd:n today.total_cost:n today.tokens_saved:n today.input_tokens:n today.output_tokens:n today.avg_latency_ms:n? by_model:o recent:a",
        ["/stats/last"] = "request_id:s timestamp:s model:s? provider:s? tokens_saved:n percent_saved:n? cost_usd:n? cost_saved_usd:n? input_tokens_raw:n? input_tokens_sent:n? "
            + "output_tokens:n? session_total_saved:n session_requests:n stages:a",
        ["/stats/session"] = "session_requests:n tokens_raw:n tokens_sent:n tokens_saved:n avg_savings_pct:n? output_tokens:n total_cost:n session_total_saved:n errors:n uptime_hours:n",
        ["/cache-stats"] = "hit_rate:n? cache_hits:n cache_misses:n misses:n ttl_seconds:n entries:n bytes:n evictions:n miss_reasons:o "
            + "provider.cache_read_tokens:n provider.cache_creation_tokens:n provider.hit_rate:n?",
    };

    private const string RowFields = "id:s timestamp:s provider:s? model:s? request_type:s endpoint:s status_code:n latency_ms:n? time_to_first_byte_ms:n? compile_ms:n? input_tokens:n? "
        + "input_tokens_raw:n? output_tokens:n? tokens_saved:n cost:n? estimated_cost:n? cost_saved:n? compilation_mode:s injected_tokens:n? injected_sources:s? cache_read_tokens:n? "
        + "cache_creation_tokens:n? session_id:s? agent:s?";

    [Theory]
    [InlineData("/health")]
    [InlineData("/stats")]
    [InlineData("/stats/last")]
    [InlineData("/stats/session")]
    [InlineData("/cache-stats")]
    public async Task Report_AfterARequest_HasItsFields(string path)
    {
        await Product.RowAsync(await Answer.GetAsync(Product, Dialect.Anthropic, new AgentConversation(Dialect.Anthropic).Request(turns: 2)));

        AssertFields(await Product.ReportAsync(path), Fields[path]);
    }

    [Fact]
    public async Task Recent_AfterARequest_HasRowsWithTheirFields()
    {
        var row = await Product.RowAsync(await Answer.GetAsync(Product, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "Hello")));

        // Rows of other tests are among them, and one that was ingested has the latency that its sender gave, or none.
        var rows = (await Product.ReportAsync("/recent")).GetProperty("recent");

        Assert.InRange(rows.GetArrayLength(), 1, 50);
        Assert.All(rows.EnumerateArray(), each => AssertFields(each, RowFields));
        AssertFields(row, RowFields.Replace("latency_ms:n?", "latency_ms:n", StringComparison.Ordinal));
        AssertFields((await Product.ReportAsync("/stats")).GetProperty("recent")[0], RowFields);
    }

    [Fact]
    public async Task Timestamps_AreUtc()
    {
        var row = await Product.RowAsync(await Answer.GetAsync(Product, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "Hello")));

        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$", row.Text("timestamp"));
    }

    private static void AssertFields(JsonElement value, string fields)
    {
        foreach (var field in fields.Split(' '))
        {
            var (path, type) = field.Split(':') is [var p, var t] ? (p, t) : throw new InvalidOperationException(field);
            var at = value;
            foreach (var name in path.Split('.')) Assert.True(at.TryGetProperty(name, out at), $"{path} is missing");
            Assert.True(IsOf(at, type), $"{path} is {at.GetRawText()}, not {type}");
        }
    }

    private static bool IsOf(JsonElement value, string type) => value.ValueKind switch
    {
        JsonValueKind.Null => type.EndsWith('?'),
        JsonValueKind.Number => type[0] == 'n',
        JsonValueKind.String => type[0] == 's',
        JsonValueKind.True or JsonValueKind.False => type[0] == 'b',
        JsonValueKind.Object => type[0] == 'o',
        _ => type[0] == 'a',
    };
}
