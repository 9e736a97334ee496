using System.Text;
using System.Text.Json;
using TokenPak.Contracts;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Compiler.Tests.Vault;

/// <summary>Conversations as each dialect writes them: turns of a user, of the model, and of a tool.</summary>
internal static class Conversation
{
    public static TheoryData<ApiDialect> Dialects => [ApiDialect.AnthropicMessages, ApiDialect.OpenAIChat, ApiDialect.OpenAIResponses, ApiDialect.GeminiGenerateContent];

    /// <param name="dialect">The dialect.</param>
    /// <param name="turns">Each with who speaks: <c>user:</c>, <c>model:</c> or <c>tool:</c>.</param>
    public static byte[] Body(ApiDialect dialect, params string[] turns)
    {
        var messages = string.Join(" , ", turns.Select((turn, i) => Message(dialect, turn[..turn.IndexOf(':')], JsonSerializer.Serialize(turn[(turn.IndexOf(':') + 1)..]), i)));
        return Encoding.UTF8.GetBytes(dialect switch
        {
            ApiDialect.OpenAIResponses => $$"""{ "model":"gpt-5" , "input":[{{messages}}] }""",
            ApiDialect.GeminiGenerateContent => $$"""{ "contents":[{{messages}}] }""",
            _ => $$"""{ "model":"some-model" , "messages":[{{messages}}] ,"max_tokens":10 }""",
        });
    }

    public static CompileRequest Request(ApiDialect dialect, byte[] body, VaultChoice vault = VaultChoice.On, string tenant = "t", string? model = null) => new()
    {
        Body = body,
        Dialect = dialect,
        Mode = CompilationMode.Full,
        Provider = dialect switch { ApiDialect.AnthropicMessages => ProviderNames.Anthropic, ApiDialect.GeminiGenerateContent => ProviderNames.Google, _ => ProviderNames.OpenAI },
        Tenant = tenant,
        Vault = vault,
        Model = model,
    };

    /// <summary>All strings of a body's user messages, in order.</summary>
    public static IReadOnlyList<string> Texts(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var texts = new List<string>();
        Collect(document.RootElement);
        return texts;

        void Collect(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray()) Collect(item);
            }
            else if (element.ValueKind == JsonValueKind.Object)
            {
                if (element.TryGetProperty("role", out var role) && role.GetString() is not "user") return;
                foreach (var member in element.EnumerateObject())
                {
                    if (member.Name is "content" or "text" && member.Value.ValueKind == JsonValueKind.String) texts.Add(member.Value.GetString() ?? "");
                    else Collect(member.Value);
                }
            }
        }
    }

    private static string Message(ApiDialect dialect, string who, string text, int index) => (dialect, who) switch
    {
        (ApiDialect.AnthropicMessages, "tool") => $$"""{"role":"user","content":[{"type":"tool_result","tool_use_id":"c{{index}}","content":{{text}}}]}""",
        (ApiDialect.AnthropicMessages, "user") => $$"""{"role":"user","content":[{"type":"text","text":{{text}}}]}""",
        (ApiDialect.AnthropicMessages, _) => $$"""{"role":"assistant","content":[{"type":"tool_use","id":"c{{index + 1}}","name":"run","input":{} },{"type":"text","text":{{text}}}]}""",
        (ApiDialect.OpenAIChat, "tool") => $$"""{"role":"tool","tool_call_id":"c{{index}}","content":{{text}}}""",
        (ApiDialect.OpenAIResponses, "tool") => $$"""{"type":"function_call_output","call_id":"c{{index}}","output":{{text}}}""",
        (ApiDialect.GeminiGenerateContent, "tool") => $$"""{"role":"user","parts":[{"functionResponse":{"name":"run","response":{"output":{{text}} } } }]}""",
        (ApiDialect.GeminiGenerateContent, _) => $$"""{"role":"{{who}}","parts":[{"text":{{text}}}]}""",
        _ => $$"""{"role":"{{(who == "model" ? "assistant" : who)}}","content":{{text}}}""",
    };
}
