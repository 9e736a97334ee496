namespace TokenPak.Contracts.Events;

/// <summary>
/// Tokens of one request as the provider bills them, brought to one shape: every part of the prompt is in exactly one of the three input kinds.
/// (Anthropic's <c>input_tokens</c> leaves cached tokens out, OpenAI's and Google's prompt counts include them.) Null means the provider did not say.
/// </summary>
public sealed record TokenUsage
{
    /// <summary>Prompt tokens billed at the plain input rate: neither read from nor written to the provider's cache.</summary>
    public long? UncachedInputTokens { get; init; }

    /// <summary>Prompt tokens read from the provider's cache.</summary>
    public long? CacheReadTokens { get; init; }

    /// <summary>Prompt tokens written to the provider's cache, all lifetimes together.</summary>
    public long? CacheCreationTokens { get; init; }

    /// <summary>The part of <see cref="CacheCreationTokens"/> with a one-hour lifetime (Anthropic); the rest lives five minutes.</summary>
    public long? CacheCreation1hTokens { get; init; }

    /// <summary>Generated tokens, reasoning included.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>The part of <see cref="OutputTokens"/> that was reasoning.</summary>
    public long? ReasoningTokens { get; init; }

    /// <summary>Audio tokens in the prompt, already part of the input kinds; billed at another rate.</summary>
    public long? AudioInputTokens { get; init; }

    /// <summary>Audio tokens in the answer, already part of <see cref="OutputTokens"/>.</summary>
    public long? AudioOutputTokens { get; init; }

    /// <summary>The provider's service tier, where it names one (<c>batch</c>, <c>flex</c>, <c>priority</c>).</summary>
    public string? ServiceTier { get; init; }

    /// <summary>All prompt tokens, cached or not; null where the provider gave none.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long? InputTokens => UncachedInputTokens is null && CacheReadTokens is null && CacheCreationTokens is null
        ? null
        : (UncachedInputTokens ?? 0) + (CacheReadTokens ?? 0) + (CacheCreationTokens ?? 0);
}
