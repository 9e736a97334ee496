using System.Text;
using System.Text.Json;

namespace TokenPak.TestKit.Upstream.Google;

/// <summary>Answers in the spelling of the real API: pretty-printed, streams as events or as one JSON array.</summary>
internal static class GeminiReplies
{
    public const string Models = """
        {
          "models": [
            {
              "name": "models/gemini-2.5-flash",
              "version": "001",
              "displayName": "Gemini 2.5 Flash",
              "inputTokenLimit": 1048576,
              "outputTokenLimit": 65536,
              "supportedGenerationMethods": [
                "generateContent",
                "countTokens"
              ]
            }
          ]
        }

        """;

    public static string Model(string name) => $$"""
        {
          "name": {{J(name)}},
          "version": "001",
          "displayName": "Gemini",
          "inputTokenLimit": 1048576,
          "outputTokenLimit": 65536
        }

        """;

    public static AnswerPlan Plan(ApiRequest request, Behavior behavior) => AnswerPlan.For(request, behavior, "fc_", FirstTool);

    public static string Whole(AnswerPlan answer) => Response(answer, Part(answer), last: true, indented: true) + "\n";

    public static SseBuilder Stream(AnswerPlan answer)
    {
        var sse = new SseBuilder("\r\n");
        foreach (var part in Parts(answer)) sse.Data(part);
        return sse;
    }

    public static UpstreamReply Array(AnswerPlan answer)
    {
        var parts = Parts(answer).ToArray();
        var chunks = parts.Select((part, i) => (i == 0 ? "[" : ",\r\n") + part).Append("\n]\n").Select(Encoding.UTF8.GetBytes).ToList();
        return new UpstreamReply { ContentType = "application/json; charset=UTF-8", Chunks = chunks, Streamed = true };
    }

    private static IEnumerable<string> Parts(AnswerPlan answer)
    {
        if (answer.Tool is not null)
        {
            yield return Response(answer, Part(answer), last: true, indented: false);
            yield break;
        }

        var pieces = answer.Pieces(answer.Text).ToArray();
        for (var i = 0; i < pieces.Length; i++) yield return Response(answer, $$"""{"text":{{J(pieces[i])}}}""", i == pieces.Length - 1, indented: false);
    }

    private static string Response(AnswerPlan answer, string part, bool last, bool indented)
    {
        var usage = answer.Usage;
        var compact = $$$"""{"candidates":[{"content":{"parts":[{{{part}}}],"role":"model"}{{{(last ? ",\"finishReason\":\"STOP\"" : "")}}},"index":0}],"usageMetadata":{{{Usage(usage, last)}}},"modelVersion":{{{J(answer.Model)}}},"responseId":"fakeUpstream"}""";
        if (!indented) return compact;
        using var document = JsonDocument.Parse(compact);
        return JsonSerializer.Serialize(document.RootElement, Indented);
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Usage(UpstreamUsage u, bool last)
    {
        var candidates = u.Output - u.Reasoning;
        var cached = u.CacheRead > 0 ? $"\"cachedContentTokenCount\":{u.CacheRead}," : "";
        var thoughts = u.Reasoning > 0 ? $"\"thoughtsTokenCount\":{u.Reasoning}," : "";
        return last
            ? $$"""{"promptTokenCount":{{u.Prompt}},"candidatesTokenCount":{{candidates}},{{cached}}{{thoughts}}"totalTokenCount":{{u.Prompt + u.Output}},"promptTokensDetails":[{"modality":"TEXT","tokenCount":{{u.Prompt}}}]}"""
            : $$"""{"promptTokenCount":{{u.Prompt}},{{cached}}"totalTokenCount":{{u.Prompt}},"promptTokensDetails":[{"modality":"TEXT","tokenCount":{{u.Prompt}}}]}""";
    }

    private static string Part(AnswerPlan answer) => answer.Tool is { } tool
        ? $$$"""{"functionCall":{"name":{{{J(tool.Name)}}},"args":{{{tool.Arguments}}}},"thoughtSignature":"ZmFrZQ=="}"""
        : $$"""{"text":{{J(answer.Text)}}}""";

    private static string? FirstTool(JsonElement body)
    {
        if (!body.TryGetProperty("tools", out var tools) || tools.ValueKind != JsonValueKind.Array || tools.GetArrayLength() == 0) return null;
        if (!tools[0].TryGetProperty("functionDeclarations", out var declared) && !tools[0].TryGetProperty("function_declarations", out declared)) return null;
        var contents = body.GetProperty("contents");
        if (contents.ValueKind == JsonValueKind.Array && contents.EnumerateArray().Last().GetRawText() is var last
            && (last.Contains("functionResponse", StringComparison.Ordinal) || last.Contains("function_response", StringComparison.Ordinal)))
        {
            return null;
        }

        return declared[0].GetProperty("name").GetString();
    }

    private static string J(string text) => JsonSerializer.Serialize(text);
}
