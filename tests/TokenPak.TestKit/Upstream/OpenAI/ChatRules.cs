using System.Text.Json;

namespace TokenPak.TestKit.Upstream.OpenAI;

/// <summary>What <c>/v1/chat/completions</c> refuses.</summary>
internal static class ChatRules
{
    internal static readonly Shape Shape = new((message, param) => new ApiError(400, message, Param: param));

    private static readonly HashSet<string> Members =
    [
        "model", "messages", "audio", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs", "max_completion_tokens", "max_tokens",
        "metadata", "modalities", "n", "parallel_tool_calls", "prediction", "presence_penalty", "prompt_cache_key", "prompt_cache_retention",
        "reasoning_effort", "response_format", "safety_identifier", "seed", "service_tier", "stop", "store", "stream", "stream_options", "temperature",
        "tool_choice", "tools", "top_logprobs", "top_p", "user", "verbosity", "web_search_options",
    ];

    public static void Check(JsonElement body, bool azure)
    {
        Shape.OnlyMembers(body, Members, name => $"Unknown parameter: '{name}'.");
        if (!azure && !body.TryGetProperty("model", out _)) throw Shape.Wrong("you must provide a model parameter");
        if (!azure) Shape.RequiredText(body, "model", "");
        Shape.Optional(body, "stream", "", JsonValueKind.True, JsonValueKind.False);
        var streamed = body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;
        if (Shape.Optional(body, "stream_options", "", JsonValueKind.Object) is not null && !streamed)
        {
            throw Shape.Wrong("The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options");
        }

        foreach (var tool in Shape.Optional(body, "tools", "", JsonValueKind.Array)?.EnumerateArray().ToArray() ?? [])
        {
            if (Shape.RequiredText(tool, "type", "tools.") == "function") Shape.RequiredText(Shape.Required(tool, "function", JsonValueKind.Object, "tools."), "name", "tools.function.");
        }

        var messages = Shape.Required(body, "messages", JsonValueKind.Array, "");
        if (messages.GetArrayLength() == 0) throw Shape.Wrong("Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.", "messages");
        CheckMessages(messages);
    }

    private static void CheckMessages(JsonElement messages)
    {
        HashSet<string> open = [];
        var index = 0;
        foreach (var message in messages.EnumerateArray())
        {
            var where = $"messages[{index++}].";
            if (message.ValueKind != JsonValueKind.Object) throw Shape.Wrong($"Invalid type for '{where[..^1]}': expected an object.", where[..^1]);
            var role = Shape.RequiredText(message, "role", where);
            if (role == "tool")
            {
                var id = Shape.RequiredText(message, "tool_call_id", where);
                if (!open.Remove(id)) throw Shape.Wrong("Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.", where + "role");
                CheckContent(message, where, ["text"]);
                continue;
            }

            if (open.Count > 0)
            {
                throw Shape.Wrong($"An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: {open.First()}", where + "role");
            }

            switch (role)
            {
                case "system" or "developer":
                    CheckContent(message, where, ["text"]);
                    break;
                case "user":
                    CheckContent(message, where, ["text", "image_url", "input_audio", "file"]);
                    break;
                case "assistant":
                    open = ToolCallIds(message, where);
                    if (open.Count == 0) CheckContent(message, where, ["text", "refusal"]);
                    break;
                default:
                    throw Shape.Wrong($"Invalid value: '{role}'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.", where + "role");
            }
        }

        if (open.Count > 0) throw Shape.Wrong($"An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: {open.First()}");
    }

    private static HashSet<string> ToolCallIds(JsonElement message, string where)
    {
        HashSet<string> ids = [];
        foreach (var call in Shape.Optional(message, "tool_calls", where, JsonValueKind.Array)?.EnumerateArray().ToArray() ?? [])
        {
            ids.Add(Shape.RequiredText(call, "id", where + "tool_calls."));
            var function = Shape.Required(call, "function", JsonValueKind.Object, where + "tool_calls.");
            Shape.RequiredText(function, "name", where + "tool_calls.function.");
            Shape.RequiredText(function, "arguments", where + "tool_calls.function.");
        }

        return ids;
    }

    private static void CheckContent(JsonElement message, string where, HashSet<string> types)
    {
        if (!message.TryGetProperty("content", out var content)) throw Shape.Wrong($"Missing required parameter: '{where}content'.", where + "content");
        if (content.ValueKind == JsonValueKind.String)
        {
            Shape.Text(content, where + "content");
            return;
        }

        if (content.ValueKind != JsonValueKind.Array) throw Shape.Wrong($"Invalid type for '{where}content': expected one of a string or array of objects.", where + "content");
        foreach (var part in content.EnumerateArray())
        {
            var type = Shape.RequiredText(part, "type", where + "content.");
            if (!types.Contains(type)) throw Shape.Wrong($"Invalid value: '{type}'. Supported values are: '{string.Join("', '", types)}'.", where + "content");
            if (type == "text") Shape.RequiredText(part, "text", where + "content.");
            if (type != "image_url") continue;
            var url = Shape.RequiredText(Shape.Required(part, "image_url", JsonValueKind.Object, where + "content."), "url", where + "content.image_url.");
            if (url.StartsWith("data:", StringComparison.Ordinal)) Shape.Base64(url[(url.IndexOf(',', StringComparison.Ordinal) + 1)..], where + "content.image_url");
            else if (!Uri.TryCreate(url, UriKind.Absolute, out _)) throw Shape.Wrong("Invalid image_url", where + "content");
        }
    }
}
