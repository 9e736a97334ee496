using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TokenPak.TestKit.Upstream.Anthropic;

/// <summary>What <c>/v1/messages</c> refuses within a message's content.</summary>
internal static class AnthropicBlocks
{
    private static readonly HashSet<string> ToolResultMembers = ["type", "tool_use_id", "content", "is_error", "cache_control"];

    private static Shape Shape => AnthropicRules.Shape;

    /// <summary>What the API signs its thinking with: a changed byte of thinking is refused on the next turn.</summary>
    public static string Sign(string thinking) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes("fake:" + thinking)));

    public static int CacheMarkers(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Sum(m => (m.Name == "cache_control" && m.Value.ValueKind == JsonValueKind.Object ? 1 : 0) + CacheMarkers(m.Value)),
        JsonValueKind.Array => value.EnumerateArray().Sum(CacheMarkers),
        _ => 0,
    };

    public static void CheckText(JsonElement block, string where)
    {
        Shape.OnlyMembers(block, ["type", "text", "cache_control", "citations"], name => $"{where}.text.{name}: Extra inputs are not permitted");
        if (Shape.RequiredText(block, "text", where + ".").Length == 0) throw Shape.Wrong($"{where}: text content blocks must be non-empty");
    }

    public static void Check(JsonElement content, string role, string where, HashSet<string> open, HashSet<string> answered, HashSet<string> called)
    {
        var index = 0;
        foreach (var block in content.EnumerateArray())
        {
            var at = $"{where}content.{index++}";
            if (block.ValueKind != JsonValueKind.Object) throw Shape.Wrong($"{at}: Input should be a valid dictionary");
            switch (Shape.RequiredText(block, "type", at + "."))
            {
                case "text":
                    CheckText(block, at);
                    break;
                case "image" or "document":
                    CheckSource(Shape.Required(block, "source", JsonValueKind.Object, at + "."), at);
                    break;
                case "tool_use" when role == "assistant":
                    Shape.RequiredText(block, "name", at + ".");
                    Shape.Required(block, "input", JsonValueKind.Object, at + ".");
                    if (!called.Add(Shape.RequiredText(block, "id", at + "."))) throw Shape.Wrong($"{at}: `tool_use` ids must be unique");
                    break;
                case "tool_result" when role == "user":
                    CheckToolResult(block, at, open, answered);
                    break;
                case "thinking" when role == "assistant":
                    if (Shape.RequiredText(block, "signature", at + ".") != Sign(Shape.RequiredText(block, "thinking", at + ".")))
                    {
                        throw Shape.Wrong($"{at}: Invalid `signature` in `thinking` block");
                    }

                    break;
                case "redacted_thinking" or "search_result" or "server_tool_use" or "web_search_tool_result":
                    break;
                case var type:
                    throw Shape.Wrong($"{at}: Input tag '{type}' found using 'type' does not match any of the expected tags");
            }
        }
    }

    private static void CheckToolResult(JsonElement block, string at, HashSet<string> open, HashSet<string> answered)
    {
        Shape.OnlyMembers(block, ToolResultMembers, name => $"{at}.tool_result.{name}: Extra inputs are not permitted");
        var id = Shape.RequiredText(block, "tool_use_id", at + ".");
        if (!open.Contains(id))
        {
            throw Shape.Wrong($"{at}: unexpected `tool_use_id` found in `tool_result` blocks: {id}. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.");
        }

        if (!answered.Add(id)) throw Shape.Wrong($"{at}: each tool_use must have a single result. Found multiple `tool_result` blocks with id: {id}");
        if (Shape.Optional(block, "content", at + ".", JsonValueKind.String, JsonValueKind.Array) is not { ValueKind: JsonValueKind.Array } inner) return;
        foreach (var part in inner.EnumerateArray())
        {
            var type = Shape.RequiredText(part, "type", at + ".content.");
            if (type == "text") CheckText(part, at + ".content");
            else if (type is "image" or "document") CheckSource(Shape.Required(part, "source", JsonValueKind.Object, at + ".content."), at);
            else if (type is not ("search_result" or "tool_reference")) throw Shape.Wrong($"{at}.content: Input tag '{type}' found using 'type' does not match any of the expected tags");
        }
    }

    private static void CheckSource(JsonElement source, string at)
    {
        switch (Shape.RequiredText(source, "type", at + ".source."))
        {
            case "base64":
                var media = Shape.RequiredText(source, "media_type", at + ".source.");
                if (media is not ("image/png" or "image/jpeg" or "image/gif" or "image/webp" or "application/pdf")) throw Shape.Wrong($"{at}.source.media_type: Input should be an image type");
                Shape.Base64(Shape.RequiredText(source, "data", at + ".source."), at + ".source.base64");
                break;
            case "url":
                Shape.RequiredText(source, "url", at + ".source.");
                break;
            case "text":
                Shape.RequiredText(source, "data", at + ".source.");
                break;
            case "file" or "content":
                break;
            case var type:
                throw Shape.Wrong($"{at}.source: Input tag '{type}' found using 'type' does not match any of the expected tags");
        }
    }
}
