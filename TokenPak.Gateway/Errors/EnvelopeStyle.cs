namespace TokenPak.Gateway.Errors;

/// <summary>Whose error envelope is written.</summary>
internal enum EnvelopeStyle
{
    /// <summary>TokenPak's own API: <c>{"error": {"type", "message"}}</c>.</summary>
    Plain,
    Anthropic,
    OpenAI,
    Google,
}
