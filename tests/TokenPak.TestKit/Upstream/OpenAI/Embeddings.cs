using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace TokenPak.TestKit.Upstream.OpenAI;

/// <summary><c>POST /v1/embeddings</c>.</summary>
internal static class Embeddings
{
    private static readonly float[] Vector = [0.25f, -0.5f, 0.125f, 1f];

    private static Shape Shape => ChatRules.Shape;

    public static UpstreamReply Answer(ApiRequest request, JsonElement body, Behavior behavior)
    {
        Shape.OnlyMembers(body, ["model", "input", "dimensions", "encoding_format", "user"], name => $"Unknown parameter: '{name}'.");
        if (request.Http.Provider != "azure") Shape.RequiredText(body, "model", "");
        if (!body.TryGetProperty("input", out var input)) throw Shape.Wrong("Missing required parameter: 'input'.", "input");
        var count = input.ValueKind switch
        {
            JsonValueKind.String => 1,
            JsonValueKind.Array when input.GetArrayLength() > 0 => input[0].ValueKind == JsonValueKind.Number ? 1 : input.GetArrayLength(),
            _ => throw Shape.Wrong("'$.input' is invalid. Please check the API reference.", "input"),
        };
        var base64 = body.TryGetProperty("encoding_format", out var format) && format.GetString() == "base64";
        var vector = base64
            ? "\"" + Convert.ToBase64String(MemoryMarshal.AsBytes<float>(Vector)) + "\""
            : "[" + string.Join(", ", Vector.Select(v => v.ToString(CultureInfo.InvariantCulture))) + "]";
        var usage = (behavior.Usage ?? request.EstimatedUsage("")) with { Output = 0 };
        var items = Enumerable.Range(0, count).Select(i => $$"""
                {
                  "object": "embedding",
                  "index": {{i}},
                  "embedding": {{vector}}
                }
            """);
        return UpstreamReply.Json($$"""
            {
              "object": "list",
              "data": [
            {{string.Join(",\n", items)}}
              ],
              "model": {{JsonSerializer.Serialize(request.Http.Model ?? "embedding")}},
              "usage": {
                "prompt_tokens": {{usage.Prompt}},
                "total_tokens": {{usage.Prompt}}
              }
            }

            """) with { Usage = usage };
    }
}
