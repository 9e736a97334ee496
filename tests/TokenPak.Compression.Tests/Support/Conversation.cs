using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;

namespace TokenPak.Compression.Tests.Support;

/// <summary>A conversation that can be sent in any dialect.</summary>
internal sealed class Conversation
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string System { get; init; } = "You are a careful assistant.";

    public string Model { get; init; } = "some-model";

    public bool HasTools { get; init; } = true;

    public List<Turn> Turns { get; } = [];

    public Conversation User(string text) => With(new Turn(text, null, null, null));

    public Conversation Tool(string name, string arguments, string result) => With(new Turn(null, name, arguments, result));

    /// <summary>The first turns alone, as an earlier request had them.</summary>
    public Conversation Take(int turns)
    {
        var part = new Conversation { System = System, Model = Model, HasTools = HasTools };
        part.Turns.AddRange(Turns.Take(turns));
        return part;
    }

    public CompressionRequest Request(
        PromptDialect dialect = PromptDialect.AnthropicMessages, int marker = -1, CompressionMode mode = CompressionMode.Full, string? provider = null) => new()
        {
            Body = Body(dialect, marker),
            Dialect = dialect,
            Mode = mode,
            Provider = provider ?? "anthropic",
            Tenant = "tenant",
        };

    /// <summary>The body; <paramref name="marker"/> is the turn that carries a cache marker.</summary>
    public byte[] Body(PromptDialect dialect = PromptDialect.AnthropicMessages, int marker = -1) => JsonSerializer.SerializeToUtf8Bytes(
        dialect switch
        {
            PromptDialect.AnthropicMessages => Anthropic(marker),
            PromptDialect.OpenAIChat => Chat(),
            PromptDialect.OpenAIResponses => Responses(),
            _ => Gemini(),
        },
        Relaxed);

    private Conversation With(Turn turn)
    {
        Turns.Add(turn);
        return this;
    }

    private JsonObject Anthropic(int marker)
    {
        var messages = new JsonArray();
        foreach (var (turn, i) in Turns.Select((t, i) => (t, i)))
        {
            JsonObject last;
            if (turn.Text is not null)
            {
                last = new JsonObject { ["type"] = "text", ["text"] = turn.Text };
            }
            else
            {
                messages.Add(new JsonObject
                {
                    ["role"] = "assistant",
                    ["content"] = new JsonArray(new JsonObject
                    {
                        ["type"] = "tool_use",
                        ["id"] = $"toolu_{i}",
                        ["name"] = turn.Tool,
                        ["input"] = JsonNode.Parse(turn.Arguments ?? "{}"),
                    }),
                });
                last = new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = $"toolu_{i}", ["content"] = turn.Result };
            }

            if (i == marker) last["cache_control"] = new JsonObject { ["type"] = "ephemeral" };
            messages.Add(new JsonObject { ["role"] = "user", ["content"] = new JsonArray(last) });
        }

        var root = new JsonObject { ["model"] = Model, ["max_tokens"] = 100, ["system"] = System, ["messages"] = messages };
        if (HasTools) root["tools"] = new JsonArray(new JsonObject { ["name"] = "bash", ["input_schema"] = new JsonObject { ["type"] = "object" } });
        return root;
    }

    private JsonObject Chat()
    {
        var messages = new JsonArray(new JsonObject { ["role"] = "system", ["content"] = System });
        foreach (var (turn, i) in Turns.Select((t, i) => (t, i)))
        {
            if (turn.Text is not null)
            {
                messages.Add(new JsonObject { ["role"] = "user", ["content"] = turn.Text });
                continue;
            }

            messages.Add(new JsonObject
            {
                ["role"] = "assistant",
                ["content"] = null,
                ["tool_calls"] = new JsonArray(new JsonObject
                {
                    ["id"] = $"call_{i}",
                    ["type"] = "function",
                    ["function"] = new JsonObject { ["name"] = turn.Tool, ["arguments"] = turn.Arguments },
                }),
            });
            messages.Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = $"call_{i}", ["content"] = turn.Result });
        }

        return new JsonObject { ["model"] = Model, ["messages"] = messages };
    }

    private JsonObject Responses()
    {
        var input = new JsonArray();
        foreach (var (turn, i) in Turns.Select((t, i) => (t, i)))
        {
            if (turn.Text is not null)
            {
                var text = new JsonObject { ["type"] = "input_text", ["text"] = turn.Text };
                input.Add(new JsonObject { ["role"] = "user", ["content"] = new JsonArray(text) });
                continue;
            }

            input.Add(new JsonObject { ["type"] = "function_call", ["call_id"] = $"call_{i}", ["name"] = turn.Tool, ["arguments"] = turn.Arguments });
            input.Add(new JsonObject { ["type"] = "function_call_output", ["call_id"] = $"call_{i}", ["output"] = turn.Result });
        }

        return new JsonObject { ["model"] = Model, ["instructions"] = System, ["input"] = input };
    }

    private JsonObject Gemini()
    {
        var contents = new JsonArray();
        foreach (var turn in Turns)
        {
            if (turn.Text is not null)
            {
                contents.Add(new JsonObject { ["role"] = "user", ["parts"] = new JsonArray(new JsonObject { ["text"] = turn.Text }) });
                continue;
            }

            var call = new JsonObject { ["name"] = turn.Tool, ["args"] = JsonNode.Parse(turn.Arguments ?? "{}") };
            contents.Add(new JsonObject { ["role"] = "model", ["parts"] = new JsonArray(new JsonObject { ["functionCall"] = call }) });
            var response = new JsonObject { ["name"] = turn.Tool, ["response"] = new JsonObject { ["result"] = turn.Result, ["ok"] = true } };
            contents.Add(new JsonObject { ["role"] = "user", ["parts"] = new JsonArray(new JsonObject { ["functionResponse"] = response }) });
        }

        return new JsonObject { ["systemInstruction"] = new JsonObject { ["parts"] = new JsonArray(new JsonObject { ["text"] = System }) }, ["contents"] = contents };
    }
}

/// <summary>A user's text, or a tool call with its result.</summary>
internal sealed record Turn(string? Text, string? Tool, string? Arguments, string? Result);
