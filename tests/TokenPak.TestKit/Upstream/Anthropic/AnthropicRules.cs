using System.Text.Json;

namespace TokenPak.TestKit.Upstream.Anthropic;

/// <summary>What <c>/v1/messages</c> refuses.</summary>
internal static class AnthropicRules
{
    internal static readonly Shape Shape = new((message, _) => new ApiError(400, message));

    private static readonly HashSet<string> Members =
    [
        "model", "messages", "max_tokens", "system", "metadata", "stop_sequences", "stream", "temperature", "top_k", "top_p", "tools", "tool_choice",
        "thinking", "service_tier", "container", "context_management", "mcp_servers", "output_config", "output_format", "cache_control", "inference_geo", "speed",
    ];

    public static void Check(JsonElement body, bool counting)
    {
        Shape.OnlyMembers(body, Members, name => $"{name}: Extra inputs are not permitted");
        Shape.RequiredText(body, "model", "");
        if (!counting)
        {
            var max = Shape.Required(body, "max_tokens", JsonValueKind.Number, "");
            if (!max.TryGetInt32(out var tokens) || tokens < 1) throw Shape.Wrong("max_tokens: Input should be greater than or equal to 1");
        }

        Shape.Optional(body, "stream", "", JsonValueKind.True, JsonValueKind.False);
        if (Shape.Optional(body, "temperature", "", JsonValueKind.Number) is { } temperature && temperature.GetDouble() is < 0 or > 1)
        {
            throw Shape.Wrong("temperature: range: 0..1");
        }

        if (Shape.Optional(body, "system", "", JsonValueKind.String, JsonValueKind.Array) is { ValueKind: JsonValueKind.Array } system)
        {
            foreach (var block in system.EnumerateArray()) AnthropicBlocks.CheckText(block, "system");
        }

        foreach (var tool in Shape.Optional(body, "tools", "", JsonValueKind.Array)?.EnumerateArray().ToArray() ?? [])
        {
            Shape.RequiredText(tool, "name", "tools.");
            if (!tool.TryGetProperty("type", out var type) || Shape.Text(type, "tools.type") == "custom") Shape.Required(tool, "input_schema", JsonValueKind.Object, "tools.");
        }

        var messages = Shape.Required(body, "messages", JsonValueKind.Array, "");
        if (messages.GetArrayLength() == 0) throw Shape.Wrong("messages: at least one message is required");
        CheckMessages(messages);
        if (AnthropicBlocks.CacheMarkers(body) > 4) throw Shape.Wrong("A maximum of 4 blocks with cache_control may be provided.");
    }

    private static void CheckMessages(JsonElement messages)
    {
        HashSet<string> open = [];
        var index = 0;
        var before = "user";
        foreach (var message in messages.EnumerateArray())
        {
            var where = $"messages.{index}.";
            Shape.OnlyMembers(message, ["role", "content", "output_config"], name => $"{where}{name}: Extra inputs are not permitted");
            var role = Shape.RequiredText(message, "role", where);
            if (role is not ("user" or "assistant" or "system")) throw Shape.Wrong($"{where}role: Input should be 'user', 'assistant' or 'system'");
            if (role != "system" && message.TryGetProperty("output_config", out _)) throw Shape.Wrong($"{where}output_config: Extra inputs are not permitted");
            if (role == "system" && before != "user") throw Shape.Wrong($"{where}role: a system message must follow a user message");
            before = role;
            if (index == 0 && role != "user") throw Shape.Wrong("messages: first message must use the \"user\" role");
            if (!message.TryGetProperty("content", out var content)) throw Shape.Wrong($"{where}content: Field required");

            HashSet<string> answered = [], called = [];
            if (content.ValueKind == JsonValueKind.String)
            {
                if (Shape.Text(content, where + "content").Length == 0) throw Shape.Wrong($"{where}content: all messages must have non-empty content");
            }
            else if (content.ValueKind == JsonValueKind.Array)
            {
                AnthropicBlocks.Check(content, role, where, open, answered, called);
            }
            else
            {
                throw Shape.Wrong($"{where}content: Input should be a valid list");
            }

            if (open.Except(answered).FirstOrDefault() is { } missing)
            {
                throw Shape.Wrong($"messages.{index - 1}: `tool_use` ids were found without `tool_result` blocks immediately after: {missing}.");
            }

            open = called;
            index++;
        }

        if (open.Count > 0) throw Shape.Wrong($"messages.{index - 1}: `tool_use` ids were found without `tool_result` blocks immediately after: {open.First()}.");
    }
}
