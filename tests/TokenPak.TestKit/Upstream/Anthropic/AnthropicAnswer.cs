using System.Text.Json;

namespace TokenPak.TestKit.Upstream.Anthropic;

/// <summary>Decides what to say: call the first tool on a fresh question, answer in words otherwise.</summary>
internal static class AnthropicAnswer
{
    public static AnswerPlan For(ApiRequest request, Behavior behavior) => AnswerPlan.For(request, behavior, "toolu_01", FirstTool);

    private static string? FirstTool(JsonElement body)
    {
        if (!body.TryGetProperty("tools", out var tools) || tools.GetArrayLength() == 0) return null;
        var content = body.GetProperty("messages").EnumerateArray().Last().GetProperty("content");
        var answering = content.ValueKind == JsonValueKind.Array
            && content.EnumerateArray().Any(b => b.GetProperty("type").GetString() == "tool_result");
        return answering ? null : tools[0].GetProperty("name").GetString();
    }
}
