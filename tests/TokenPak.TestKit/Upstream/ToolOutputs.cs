using System.Text.Json;

namespace TokenPak.TestKit.Upstream;

/// <summary>The results of tools in a request body of any dialect.</summary>
public static class ToolOutputs
{
    /// <summary>The text of each, in order.</summary>
    public static IReadOnlyList<string> In(JsonElement body)
    {
        var found = new List<string>();
        Collect(body, found);
        return found;
    }

    /// <summary>The text of each result of a request that a provider saw.</summary>
    public static IReadOnlyList<string> In(RecordedRequest request) => ApiRequest.Read(request).Json is { } body ? In(body) : [];

    private static void Collect(JsonElement value, List<string> found)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray()) Collect(item, found);
        }

        if (value.ValueKind != JsonValueKind.Object) return;
        if (ResultIn(value) is { } result)
        {
            found.Add(TextOf(result));
            return;
        }

        foreach (var member in value.EnumerateObject()) Collect(member.Value, found);
    }

    private static JsonElement? ResultIn(JsonElement value)
    {
        var type = Word(value, "type");
        if (type == "tool_result" || Word(value, "role") == "tool") return value.TryGetProperty("content", out var content) ? content : default(JsonElement);
        if (type?.EndsWith("_call_output", StringComparison.Ordinal) is true) return value.GetProperty("output");
        return value.TryGetProperty("functionResponse", out var response) ? response.GetProperty("response") : null;
    }

    private static string? Word(JsonElement value, string name) =>
        value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.Array => string.Join('\n', value.EnumerateArray().Select(TextOf)),
        JsonValueKind.Object => Word(value, "text") ?? Word(value, "output") ?? value.GetRawText(),
        _ => "",
    };
}
