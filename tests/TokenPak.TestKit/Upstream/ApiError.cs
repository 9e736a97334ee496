namespace TokenPak.TestKit.Upstream;

/// <summary>A refusal, before it is put into a provider's envelope.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Message">The provider's sentence.</param>
/// <param name="Type">The provider's error type or status word; derived from the status where null.</param>
/// <param name="Param">OpenAI's <c>param</c>.</param>
/// <param name="Code">OpenAI's <c>code</c>.</param>
public sealed record ApiError(int Status, string Message, string? Type = null, string? Param = null, string? Code = null);
