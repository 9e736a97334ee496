namespace TokenPak.Contracts.Events;

/// <summary>Where the tokens of <see cref="TokenUsage"/> come from.</summary>
public enum UsageSource
{
    /// <summary>Nobody said: unknown, never 0.</summary>
    Unknown = 0,

    /// <summary>The provider's own usage object.</summary>
    Provider = 1,

    /// <summary>The stream carried no usage; the output was counted from its deltas by a real tokenizer, the input by the compiler.</summary>
    Counted = 2,

    /// <summary>Posted to <c>/ingest</c>.</summary>
    Ingested = 3,
}
