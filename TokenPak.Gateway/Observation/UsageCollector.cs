using System.Text;
using System.Text.Json;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;

namespace TokenPak.Gateway.Observation;

/// <summary>Keeps what a response says about itself: the last value of each kind stands, as providers repeat and complete their usage.</summary>
internal sealed class UsageCollector(ApiDialect dialect, DeltaText? deltas) : IJsonSink
{
    private long? _input;
    private long? _cacheRead;
    private long? _cacheWrite;
    private long? _cacheWrite1h;
    private long? _toolPrompt;
    private long? _output;
    private long? _thoughts;
    private long? _reasoning;
    private long? _total;
    private long? _audioInput;
    private long? _audioOutput;
    private string? _tier;
    private string? _errorType;
    private string? _errorCode;
    private bool _promptIsAudio;
    private bool _outputIsAudio;

    public string? Model { get; private set; }

    public string? StopReason { get; private set; }

    public string? ErrorType => _errorType ?? _errorCode;

    /// <summary>What was generated, where it has to be counted because the stream carries no usage.</summary>
    public DeltaText? Deltas => deltas;

    public void OnNumber(JsonField field, long value)
    {
        if (value < 0) return;
        switch (field)
        {
            case JsonField.Input: _input = value; break;
            case JsonField.CacheRead: _cacheRead = value; break;
            case JsonField.CacheWrite: _cacheWrite = value; break;
            case JsonField.CacheWrite1h: _cacheWrite1h = value; break;
            case JsonField.ToolPrompt: _toolPrompt = value; break;
            case JsonField.Output: _output = value; break;
            case JsonField.Thoughts: _thoughts = value; break;
            case JsonField.Reasoning: _reasoning = value; break;
            case JsonField.Total: _total = value; break;
            case JsonField.AudioInput: _audioInput = value; break;
            case JsonField.AudioOutput: _audioOutput = value; break;
            case JsonField.PromptModalityTokens when _promptIsAudio: _audioInput = value; break;
            case JsonField.OutputModalityTokens when _outputIsAudio: _audioOutput = value; break;
        }
    }

    public void OnBoolean(JsonField field, bool value)
    {
    }

    public void OnString(JsonField field, ReadOnlySpan<byte> escaped)
    {
        switch (field)
        {
            case JsonField.ResponseModel: Model = Keep(Model, escaped); break;
            case JsonField.StopReason when !escaped.SequenceEqual("in_progress"u8) && !escaped.SequenceEqual("queued"u8): StopReason = Keep(StopReason, escaped); break;
            case JsonField.ErrorType: _errorType = Keep(_errorType, escaped); break;
            case JsonField.ErrorCode: _errorCode = Keep(_errorCode, escaped); break;
            case JsonField.ServiceTier: _tier = Keep(_tier, escaped); break;
            case JsonField.PromptModality: _promptIsAudio = escaped.SequenceEqual("AUDIO"u8); break;
            case JsonField.OutputModality: _outputIsAudio = escaped.SequenceEqual("AUDIO"u8); break;
        }
    }

    public void OnText(ReadOnlySpan<byte> escaped) => deltas?.Add(escaped);

    /// <summary>The usage in the one shape of <see cref="TokenUsage"/>; null where the provider gave none.</summary>
    public TokenUsage? Usage()
    {
        if (_input is null && _output is null && _cacheRead is null && _cacheWrite is null && _thoughts is null) return null;
        var prompt = _input + (_toolPrompt ?? 0);
        var cached = (_cacheRead ?? 0) + (_cacheWrite ?? 0);

        // What is more than the whole is no part of it: some models of compatible servers count as Anthropic does.
        var excludesCached = dialect == ApiDialect.AnthropicMessages || cached > prompt;
        return new TokenUsage
        {
            UncachedInputTokens = excludesCached ? prompt : prompt - cached,
            CacheReadTokens = _cacheRead,
            CacheCreationTokens = _cacheWrite,
            CacheCreation1hTokens = _cacheWrite1h,
            OutputTokens = _thoughts is not null ? (_output ?? 0) + _thoughts : ReasoningStandsBeside ? _output + _reasoning : _output,
            ReasoningTokens = _reasoning ?? _thoughts,
            AudioInputTokens = _audioInput,
            AudioOutputTokens = _audioOutput,
            ServiceTier = _tier,
        };
    }

    /// <summary>OpenAI's output includes the reasoning; xAI's does not, as only its total tells.</summary>
    private bool ReasoningStandsBeside => _reasoning > 0 && _total == _input + _output + _reasoning;

    private static string Keep(string? known, ReadOnlySpan<byte> escaped)
    {
        // A stream repeats its model in every chunk.
        if (known is not null && Ascii.Equals(escaped, known)) return known;
        return JsonText.Unescape(escaped);
    }
}
