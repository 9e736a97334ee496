using System.Text.Json;
using TokenPak.Contracts.Events;
using TokenPak.Contracts.Statistics;

namespace TokenPak.Contracts.Tests;

/// <summary>What other processes rely on: events of other versions are read, statistics keep the names and types of the API reference.</summary>
public sealed class WireFormatTests
{
    private const string MinimalEvent = """
        {"Id":"01934c5e-0000-7000-8000-000000000001","Instance":"i","Sequence":1,"Timestamp":"2026-11-24T00:00:00Z","RequestType":"chat","Endpoint":"/v1/messages","StatusCode":200,"LatencyMs":1.5,"Tenant":"t"}
        """;

    [Fact]
    public void Event_OfANewerVersion_IsReadWithoutItsUnknownMembers()
    {
        var newer = MinimalEvent.Replace("\"Instance\"", "\"SchemaVersion\":99,\"Novelty\":{\"a\":[1]},\"Instance\"", StringComparison.Ordinal);
        var read = JsonSerializer.Deserialize<RequestCompleted>(newer)!;
        Assert.Equal(99, read.SchemaVersion);
        Assert.Equal("/v1/messages", read.Endpoint);
    }

    [Fact]
    public void Event_WithAbsentMembers_KeepsThemUnknown()
    {
        var read = JsonSerializer.Deserialize<RequestCompleted>(MinimalEvent)!;
        Assert.Null(read.Usage);
        Assert.Null(read.TokensBefore);
        Assert.Null(read.Removed);
        Assert.Equal(UsageSource.Unknown, read.UsageSource);
    }

    [Fact]
    public void Usage_WithoutAnyInputKind_HasUnknownInput()
    {
        Assert.Null(new TokenUsage { OutputTokens = 3 }.InputTokens);
        Assert.Equal(0, new TokenUsage { UncachedInputTokens = 0 }.InputTokens);
        Assert.Equal(15, new TokenUsage { UncachedInputTokens = 1, CacheReadTokens = 10, CacheCreationTokens = 4 }.InputTokens);
    }

    [Fact]
    public void RequestRow_Json_HasTheNamesOfTheReference()
    {
        var json = JsonSerializer.Serialize(
            new RecentRequests([new RequestRow
            {
                Id = Guid.Empty, Timestamp = DateTimeOffset.UnixEpoch, RequestType = "chat", Endpoint = "/v1/messages", CompilationMode = "full", Cost = 0.25m,
            }]),
            StatisticsJsonContext.Default.RecentRequests);
        using var document = JsonDocument.Parse(json);
        var row = document.RootElement.GetProperty("recent")[0];
        string[] names =
        [
            "id", "timestamp", "provider", "model", "request_type", "endpoint", "status_code", "latency_ms", "time_to_first_byte_ms", "compile_ms", "input_tokens",
            "input_tokens_raw", "output_tokens", "tokens_saved", "cost", "estimated_cost", "cost_saved", "compilation_mode", "injected_tokens", "injected_sources",
            "cache_read_tokens", "cache_creation_tokens", "session_id", "agent",
        ];
        Assert.Empty(names.Except(row.EnumerateObject().Select(member => member.Name)));
        Assert.Equal(0.25m, row.GetProperty("estimated_cost").GetDecimal());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("input_tokens").ValueKind);
    }

    [Fact]
    public void SessionTotals_Json_HasTheNamesOfTheReference()
    {
        using var document = JsonDocument.Parse(JsonSerializer.Serialize(new SessionTotals()));
        string[] names =
        [
            "requests", "tokens_saved", "cost_usd", "input_tokens", "sent_input_tokens", "output_tokens", "cost_saved_usd", "errors", "cache_read_tokens",
            "cache_creation_tokens", "started_at",
        ];
        Assert.Empty(names.Except(document.RootElement.EnumerateObject().Select(member => member.Name)));
    }
}
