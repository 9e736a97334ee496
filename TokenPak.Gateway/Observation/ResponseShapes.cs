using TokenPak.Contracts;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Gateway.Observation;

/// <summary>Where each provider puts its usage, its model, its stop reason and its error.</summary>
internal static class ResponseShapes
{
    private static readonly JsonShape Anthropic = JsonShape.Of(
        ("model", JsonField.ResponseModel),
        ("stop_reason", JsonField.StopReason),
        ("usage.input_tokens", JsonField.Input),
        ("usage.cache_read_input_tokens", JsonField.CacheRead),
        ("usage.cache_creation_input_tokens", JsonField.CacheWrite),
        ("usage.cache_creation.ephemeral_1h_input_tokens", JsonField.CacheWrite1h),
        ("usage.output_tokens", JsonField.Output),
        ("usage.service_tier", JsonField.ServiceTier),
        ("error.type", JsonField.ErrorType),

        // A stream's first event. Its output_tokens is only where the count begins: a stream that breaks off has no known output.
        ("message.model", JsonField.ResponseModel),
        ("message.usage.input_tokens", JsonField.Input),
        ("message.usage.cache_read_input_tokens", JsonField.CacheRead),
        ("message.usage.cache_creation_input_tokens", JsonField.CacheWrite),
        ("message.usage.cache_creation.ephemeral_1h_input_tokens", JsonField.CacheWrite1h),
        ("message.usage.service_tier", JsonField.ServiceTier),
        ("delta.stop_reason", JsonField.StopReason));

    private static readonly JsonShape OpenAI = JsonShape.Of(
        ("model", JsonField.ResponseModel),
        ("service_tier", JsonField.ServiceTier),
        ("error.type", JsonField.ErrorType),
        ("error.code", JsonField.ErrorCode),

        // Chat completions and embeddings.
        ("choices.finish_reason", JsonField.StopReason),
        ("usage.prompt_tokens", JsonField.Input),
        ("usage.prompt_tokens_details.cached_tokens", JsonField.CacheRead),
        ("usage.prompt_tokens_details.cache_write_tokens", JsonField.CacheWrite),
        ("usage.prompt_tokens_details.audio_tokens", JsonField.AudioInput),
        ("usage.completion_tokens", JsonField.Output),
        ("usage.completion_tokens_details.reasoning_tokens", JsonField.Reasoning),
        ("usage.completion_tokens_details.audio_tokens", JsonField.AudioOutput),
        ("usage.total_tokens", JsonField.Total),
        ("choices.delta.content", JsonField.Text),
        ("choices.delta.refusal", JsonField.Text),
        ("choices.delta.reasoning_content", JsonField.Text),
        ("choices.delta.tool_calls.function.name", JsonField.Text),
        ("choices.delta.tool_calls.function.arguments", JsonField.Text),

        // Responses, whole and as the stream's last event.
        ("status", JsonField.StopReason),
        ("incomplete_details.reason", JsonField.StopReason),
        ("usage.input_tokens", JsonField.Input),
        ("usage.input_tokens_details.cached_tokens", JsonField.CacheRead),
        ("usage.input_tokens_details.cache_write_tokens", JsonField.CacheWrite),
        ("usage.output_tokens", JsonField.Output),
        ("usage.output_tokens_details.reasoning_tokens", JsonField.Reasoning),
        ("response.model", JsonField.ResponseModel),
        ("response.service_tier", JsonField.ServiceTier),
        ("response.status", JsonField.StopReason),
        ("response.incomplete_details.reason", JsonField.StopReason),
        ("response.error.code", JsonField.ErrorCode),
        ("response.usage.input_tokens", JsonField.Input),
        ("response.usage.input_tokens_details.cached_tokens", JsonField.CacheRead),
        ("response.usage.input_tokens_details.cache_write_tokens", JsonField.CacheWrite),
        ("response.usage.output_tokens", JsonField.Output),
        ("response.usage.output_tokens_details.reasoning_tokens", JsonField.Reasoning));

    private static readonly JsonShape Google = JsonShape.Of(
        ("modelVersion", JsonField.ResponseModel),
        ("candidates.finishReason", JsonField.StopReason),
        ("promptFeedback.blockReason", JsonField.StopReason),
        ("usageMetadata.promptTokenCount", JsonField.Input),
        ("usageMetadata.cachedContentTokenCount", JsonField.CacheRead),
        ("usageMetadata.toolUsePromptTokenCount", JsonField.ToolPrompt),
        ("usageMetadata.candidatesTokenCount", JsonField.Output),
        ("usageMetadata.thoughtsTokenCount", JsonField.Thoughts),
        ("usageMetadata.promptTokensDetails.modality", JsonField.PromptModality),
        ("usageMetadata.promptTokensDetails.tokenCount", JsonField.PromptModalityTokens),
        ("usageMetadata.candidatesTokensDetails.modality", JsonField.OutputModality),
        ("usageMetadata.candidatesTokensDetails.tokenCount", JsonField.OutputModalityTokens),
        ("error.status", JsonField.ErrorType));

    public static JsonShape For(string provider, ApiDialect dialect) => dialect switch
    {
        ApiDialect.AnthropicMessages => Anthropic,
        ApiDialect.GeminiGenerateContent => Google,
        ApiDialect.OpenAIChat or ApiDialect.OpenAIResponses or ApiDialect.OpenAIEmbeddings => OpenAI,
        _ => provider switch
        {
            ProviderNames.Anthropic => Anthropic,
            ProviderNames.Google => Google,
            _ => OpenAI,
        },
    };
}
