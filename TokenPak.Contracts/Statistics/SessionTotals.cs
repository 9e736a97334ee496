using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Statistics;

/// <summary>The <c>session</c> member of <c>GET /stats</c>. Sums over what is known: a request of unknown cost adds nothing and counts in <see cref="UnpricedRequests"/>.</summary>
public sealed record SessionTotals
{
    /// <summary>Requests since the session was opened.</summary>
    [JsonPropertyName("requests")] public long Requests { get; init; }

    /// <summary>Tokens removed by compilation, by the engine's tokenizer.</summary>
    [JsonPropertyName("tokens_saved")] public long TokensSaved { get; init; }

    /// <summary>Cost in US dollars at list prices.</summary>
    [JsonPropertyName("cost_usd")] public decimal CostUsd { get; init; }

    /// <summary>Prompt tokens before compilation.</summary>
    [JsonPropertyName("input_tokens")] public long InputTokens { get; init; }

    /// <summary>Prompt tokens sent.</summary>
    [JsonPropertyName("sent_input_tokens")] public long SentInputTokens { get; init; }

    /// <summary>Generated tokens.</summary>
    [JsonPropertyName("output_tokens")] public long OutputTokens { get; init; }

    /// <summary>Net savings in US dollars: removed tokens at the rate they would have been billed at, minus cache breaks.</summary>
    [JsonPropertyName("cost_saved_usd")] public decimal CostSavedUsd { get; init; }

    /// <summary>Requests that ended with a status of 400 or above, or broke off.</summary>
    [JsonPropertyName("errors")] public long Errors { get; init; }

    /// <summary>Prompt tokens read from the providers' caches.</summary>
    [JsonPropertyName("cache_read_tokens")] public long CacheReadTokens { get; init; }

    /// <summary>Prompt tokens written to the providers' caches.</summary>
    [JsonPropertyName("cache_creation_tokens")] public long CacheCreationTokens { get; init; }

    /// <summary>Requests whose cost is unknown (model without a price, or no usage).</summary>
    [JsonPropertyName("unpriced_requests")] public long UnpricedRequests { get; init; }

    /// <summary>Events known to be missing, by gaps in (instance, sequence).</summary>
    [JsonPropertyName("events_lost")] public long EventsLost { get; init; }

    /// <summary>Events that could not be stored since telemetry started: broken, or refused by its database. They are lost.</summary>
    [JsonPropertyName("events_rejected")] public long EventsRejected { get; init; }

    /// <summary>Messages that were set aside in the broker's error queues since telemetry started: they could not be read.</summary>
    [JsonPropertyName("poison_messages")] public long PoisonMessages { get; init; }

    /// <summary>Bytes already sent that changed on a later turn.</summary>
    [JsonPropertyName("cache_breaks")] public long CacheBreaks { get; init; }

    /// <summary>When the session was opened, UTC.</summary>
    [JsonPropertyName("started_at")] public DateTimeOffset StartedAt { get; init; }
}
