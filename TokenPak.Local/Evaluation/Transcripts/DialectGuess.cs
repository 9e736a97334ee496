using System.Text.Json;
using TokenPak.Compression.Documents;

namespace TokenPak.Local.Evaluation.Transcripts;

/// <summary>Tells by its members whether JSON is a request body, and of which API.</summary>
internal static class DialectGuess
{
    public static PromptDialect Of(ReadOnlySpan<byte> json)
    {
        var found = PromptDialect.None;
        var anthropic = false;
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 256 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return PromptDialect.None;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("contents"u8)) found = PromptDialect.GeminiGenerateContent;
                else if (reader.ValueTextEquals("input"u8)) found = PromptDialect.OpenAIResponses;
                else if (reader.ValueTextEquals("messages"u8)) found = PromptDialect.OpenAIChat;
                var isSystem = reader.ValueTextEquals("system"u8) || reader.ValueTextEquals("thinking"u8) || reader.ValueTextEquals("stop_sequences"u8);
                var isModel = reader.ValueTextEquals("model"u8);
                reader.Read();
                anthropic |= isSystem || (isModel && reader.TokenType == JsonTokenType.String && (reader.GetString() ?? "").Contains("claude", StringComparison.OrdinalIgnoreCase));
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            return PromptDialect.None;
        }

        return found == PromptDialect.OpenAIChat && (anthropic || json.IndexOf("\"tool_use_id\""u8) >= 0) ? PromptDialect.AnthropicMessages : found;
    }
}
