using System.Text.Json;

namespace TokenPak.TestKit.Upstream.OpenAI;

/// <summary>What <c>/v1/responses</c> refuses.</summary>
internal static class ResponsesRules
{
    private static readonly HashSet<string> Members =
    [
        "model", "input", "background", "client_metadata", "context_management", "conversation", "include", "instructions", "max_output_tokens",
        "max_tool_calls", "metadata", "parallel_tool_calls", "previous_response_id", "prompt", "prompt_cache_key", "prompt_cache_retention", "reasoning",
        "safety_identifier", "service_tier", "store", "stream", "stream_options", "temperature", "text", "tool_choice", "tools", "top_logprobs", "top_p",
        "truncation", "user",
    ];

    private static Shape Shape => ChatRules.Shape;

    public static void Check(JsonElement body)
    {
        Shape.OnlyMembers(body, Members, name => $"Unknown parameter: '{name}'.");
        Shape.RequiredText(body, "model", "");
        Shape.Optional(body, "stream", "", JsonValueKind.True, JsonValueKind.False);
        foreach (var tool in Shape.Optional(body, "tools", "", JsonValueKind.Array)?.EnumerateArray().ToArray() ?? [])
        {
            if (Shape.RequiredText(tool, "type", "tools.") == "function") Shape.RequiredText(tool, "name", "tools.");
        }

        if (!body.TryGetProperty("input", out var input)) throw Shape.Wrong("Missing required parameter: 'input'.", "input");
        if (input.ValueKind == JsonValueKind.String)
        {
            Shape.Text(input, "input");
            return;
        }

        if (input.ValueKind != JsonValueKind.Array) throw Shape.Wrong("Invalid type for 'input': expected one of a string or array of input items.", "input");
        CheckItems(input, body.TryGetProperty("previous_response_id", out var previous) && previous.ValueKind == JsonValueKind.String);
    }

    private static void CheckItems(JsonElement items, bool continued)
    {
        HashSet<string> open = [];
        var index = 0;
        foreach (var item in items.EnumerateArray())
        {
            var where = $"input[{index++}].";
            Shape.IsObject(item, where);
            var type = item.TryGetProperty("type", out var named) ? Shape.Text(named, where + "type") : "message";
            switch (type)
            {
                case "message":
                    CheckMessage(item, where);
                    break;
                case "function_call":
                    Shape.RequiredText(item, "name", where);
                    Shape.RequiredText(item, "arguments", where);
                    open.Add(Shape.RequiredText(item, "call_id", where));
                    break;
                case "custom_tool_call":
                    Shape.RequiredText(item, "name", where);
                    Shape.RequiredText(item, "input", where);
                    open.Add(Shape.RequiredText(item, "call_id", where));
                    break;
                case "additional_tools":
                    Shape.Required(item, "tools", JsonValueKind.Array, where);
                    break;
                case "function_call_output" or "custom_tool_call_output":
                    var id = Shape.RequiredText(item, "call_id", where);
                    if (!open.Remove(id) && !continued) throw Shape.Wrong($"No tool call found for function call output with call_id {id}.", "input");
                    if (!item.TryGetProperty("output", out _)) throw Shape.Wrong($"Missing required parameter: '{where}output'.", where + "output");
                    break;
                case "reasoning" or "configuration_update" or "local_shell_call" or "local_shell_call_output" or "web_search_call" or "item_reference":
                    break;
                default:
                    throw Shape.Wrong($"Invalid value: '{type}'.", where + "type");
            }
        }

        if (open.Count > 0) throw Shape.Wrong($"No tool output found for function call {open.First()}.", "input");
    }

    private static void CheckMessage(JsonElement item, string where)
    {
        var role = Shape.RequiredText(item, "role", where);
        if (role is not ("user" or "assistant" or "system" or "developer")) throw Shape.Wrong($"Invalid value: '{role}'.", where + "role");
        if (!item.TryGetProperty("content", out var content)) throw Shape.Wrong($"Missing required parameter: '{where}content'.", where + "content");
        if (content.ValueKind == JsonValueKind.String)
        {
            Shape.Text(content, where + "content");
            return;
        }

        if (content.ValueKind != JsonValueKind.Array) throw Shape.Wrong($"Invalid type for '{where}content'.", where + "content");
        foreach (var part in content.EnumerateArray())
        {
            var type = Shape.RequiredText(part, "type", where + "content.");
            if (type is not ("input_text" or "output_text" or "input_image" or "input_file" or "refusal")) throw Shape.Wrong($"Invalid value: '{type}'.", where + "content");
            if (type is "input_text" or "output_text") Shape.RequiredText(part, "text", where + "content.");
        }
    }
}
