namespace TokenPak.Gateway.Observation;

/// <summary>What is taken out of bodies in passing.</summary>
internal enum JsonField
{
    None,

    // Requests
    Model,
    Stream,
    UserId,
    IncludeUsage,

    // Responses
    ResponseModel,
    StopReason,
    ErrorType,
    ErrorCode,
    ServiceTier,
    Input,
    CacheRead,
    CacheWrite,
    CacheWrite1h,
    ToolPrompt,
    Output,
    Thoughts,
    Reasoning,
    AudioInput,
    AudioOutput,
    PromptModality,
    PromptModalityTokens,
    OutputModality,
    OutputModalityTokens,

    /// <summary>Generated text: handed over in fragments, of any length.</summary>
    Text,
}
