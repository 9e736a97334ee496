using System.Text.Json;

namespace TokenPak.TestKit.Upstream.Google;

/// <summary>What the Gemini API refuses: its parser knows every name, in camel or snake case.</summary>
internal static class GeminiRules
{
    internal static readonly Shape Shape = new((message, _) => new ApiError(400, message));

    private static readonly HashSet<string> Members = Both("contents", "systemInstruction", "tools", "toolConfig", "safetySettings", "generationConfig", "cachedContent", "model", "labels", "serviceTier", "store");

    private static readonly HashSet<string> PartMembers = Both("text", "thought", "thoughtSignature", "inlineData", "fileData", "functionCall", "functionResponse", "executableCode", "codeExecutionResult", "videoMetadata", "mediaResolution", "partMetadata");

    public static void Check(JsonElement body)
    {
        Shape.OnlyMembers(body, Members, Unknown);
        if (Shape.Optional(body, "systemInstruction", "", JsonValueKind.Object) is { } system) CheckContent(system, "system_instruction", out _, out _);
        if (!body.TryGetProperty("contents", out var contents)) throw Shape.Wrong("* GenerateContentRequest.contents: contents is not specified");
        CheckContents(contents);
    }

    public static void CheckCount(JsonElement body)
    {
        Shape.OnlyMembers(body, Both("contents", "generateContentRequest"), Unknown);
        if (body.TryGetProperty("generateContentRequest", out var inner)) Check(inner);
        else CheckContents(Shape.Required(body, "contents", JsonValueKind.Array, ""));
    }

    public static void CheckEmbed(JsonElement body)
    {
        Shape.OnlyMembers(body, Both("model", "content", "taskType", "title", "outputDimensionality"), Unknown);
        CheckContent(Shape.Required(body, "content", JsonValueKind.Object, ""), "content", out _, out _);
    }

    private static void CheckContents(JsonElement contents)
    {
        // The real parser takes a single object for a list of one.
        var all = contents.ValueKind switch
        {
            JsonValueKind.Array => contents.EnumerateArray().ToArray(),
            JsonValueKind.Object => [contents],
            _ => throw Shape.Wrong("Invalid value at 'contents'"),
        };
        if (all.Length == 0) throw Shape.Wrong("* GenerateContentRequest.contents: contents is not specified");
        var open = 0;
        foreach (var content in all)
        {
            CheckContent(content, "contents", out var calls, out var responses);
            if (responses > 0 && responses != open)
            {
                throw Shape.Wrong(open == 0
                    ? "Please ensure that function response turn comes immediately after a function call turn."
                    : "Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.");
            }

            if (open > 0 && responses == 0) throw Shape.Wrong("Please ensure that function call turn is followed by a function response turn.");
            open = calls;
        }
    }

    private static void CheckContent(JsonElement content, string where, out int calls, out int responses)
    {
        calls = responses = 0;
        if (content.ValueKind != JsonValueKind.Object) throw Shape.Wrong($"Invalid value at '{where}'");
        Shape.OnlyMembers(content, ["role", "parts"], Unknown);
        if (Shape.Optional(content, "role", where + ".", JsonValueKind.String) is { } role && Shape.Text(role, where + ".role") is not ("user" or "model" or "function" or "system"))
        {
            throw Shape.Wrong("Please use a valid role: user, model.");
        }

        if (!content.TryGetProperty("parts", out var parts)) throw Shape.Wrong($"* GenerateContentRequest.{where}: parts must not be empty");
        var all = parts.ValueKind == JsonValueKind.Object ? [parts] : parts.ValueKind == JsonValueKind.Array ? parts.EnumerateArray().ToArray() : throw Shape.Wrong($"Invalid value at '{where}.parts'");
        if (all.Length == 0) throw Shape.Wrong($"* GenerateContentRequest.{where}: parts must not be empty");
        foreach (var part in all)
        {
            if (part.ValueKind != JsonValueKind.Object) throw Shape.Wrong($"Invalid value at '{where}.parts'");
            Shape.OnlyMembers(part, PartMembers, Unknown);
            if (Member(part, "text") is { } text)
            {
                if (text.ValueKind != JsonValueKind.String) throw Shape.Wrong($"Invalid value at '{where}.parts.text' (TYPE_STRING)");
                Shape.Text(text, where + ".parts.text");
            }

            if (Member(part, "inlineData") is { } data)
            {
                if (Member(data, "mimeType") is null) throw Shape.Wrong("Unable to determine MIME type");
                Shape.Base64((Member(data, "data") ?? default).GetString() ?? "", where + ".inline_data.data");
            }

            if (Member(part, "functionCall") is { } call)
            {
                Shape.RequiredText(call, "name", "function_call.");
                calls++;
            }

            if (Member(part, "functionResponse") is not { } response) continue;
            Shape.RequiredText(response, "name", "function_response.");
            Shape.Required(response, "response", JsonValueKind.Object, "function_response.");
            responses++;
        }
    }

    private static string Unknown(string name) => $"Invalid JSON payload received. Unknown name \"{name}\": Cannot find field.";

    private static JsonElement? Member(JsonElement value, string camel) =>
        value.TryGetProperty(camel, out var member) || value.TryGetProperty(Snake(camel), out member) ? member : null;

    private static HashSet<string> Both(params string[] camel) => [.. camel, .. camel.Select(Snake)];

    private static string Snake(string camel) => JsonNamingPolicy.SnakeCaseLower.ConvertName(camel);
}
