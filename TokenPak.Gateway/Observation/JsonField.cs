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
    PreviousResponse,
    Role,

    /// <summary>A message; one without a role is nobody's.</summary>
    Message,

    /// <summary>A message; one without a role is the user's (Google).</summary>
    Turn,

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
    Total,
    AudioInput,
    AudioOutput,
    PromptModality,
    PromptModalityTokens,
    OutputModality,
    OutputModalityTokens,

    /// <summary>Text: handed over in fragments, of any length.</summary>
    Text,
}
