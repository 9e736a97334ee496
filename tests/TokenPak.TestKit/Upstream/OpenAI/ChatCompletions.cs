using System.Text.Json;

namespace TokenPak.TestKit.Upstream.OpenAI;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
internal static class ChatCompletions
{
    private const string Head = "\"id\":\"chatcmpl-FakeUpstream\",\"object\":\"chat.completion.chunk\",\"created\":1767225600,\"model\":";

    public static UpstreamReply Answer(ApiRequest request, JsonElement body, Behavior behavior)
    {
        ChatRules.Check(body, request.Http.Provider == "azure");
        var answer = AnswerPlan.For(request, behavior, "call_", FirstTool);
        if (answer.Model.Length == 0) answer = answer with { Model = "gpt-azure" };
        if (!IsTrue(body, "stream")) return UpstreamReply.Json(Completion(answer)) with { Usage = answer.Usage };

        var withUsage = body.TryGetProperty("stream_options", out var options) && IsTrue(options, "include_usage");
        return UpstreamReply.Events(Stream(answer, withUsage)) with { Usage = withUsage ? answer.Usage : null };
    }

    private static string Completion(AnswerPlan answer) =>
        $$"""
        {
          "id": "chatcmpl-FakeUpstream",
          "object": "chat.completion",
          "created": 1767225600,
          "model": {{J(answer.Model)}},
          "choices": [
            {
              "index": 0,
              "message": {
                "role": "assistant",
                "content": {{(answer.Tool is null ? J(answer.Text) : "null")}},{{(answer.Tool is { } tool ? $$"""

                "tool_calls": [
                  {
                    "id": {{J(tool.Id)}},
                    "type": "function",
                    "function": {
                      "name": {{J(tool.Name)}},
                      "arguments": {{J(tool.Arguments)}}
                    }
                  }
                ],
        """ : "")}}
                "refusal": null,
                "annotations": []
              },
              "logprobs": null,
              "finish_reason": "{{Finish(answer)}}"
            }
          ],
          "usage": {{Usage(answer.Usage)}},
          "service_tier": "default",
          "system_fingerprint": "fp_fake"
        }

        """;

    private static SseBuilder Stream(AnswerPlan answer, bool withUsage)
    {
        var sse = new SseBuilder();
        if (answer.Tool is { } tool)
        {
            Chunk($$$"""{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":{{{J(tool.Id)}}},"type":"function","function":{"name":{{{J(tool.Name)}}},"arguments":""}}],"refusal":null}""");
            foreach (var piece in answer.Pieces(tool.Arguments)) Chunk($$$"""{"tool_calls":[{"index":0,"function":{"arguments":{{{J(piece)}}}}}]}""");
        }
        else
        {
            Chunk("""{"role":"assistant","content":"","refusal":null}""");
            foreach (var piece in answer.Pieces(answer.Text)) Chunk($$"""{"content":{{J(piece)}}}""");
        }

        Chunk("{}", $"\"{Finish(answer)}\"");
        if (withUsage)
        {
            sse.Data($$$"""{{{{Head}}}{{{J(answer.Model)}}},"service_tier":"default","system_fingerprint":"fp_fake","choices":[],"usage":{{{Usage(answer.Usage)}}},"obfuscation":"x8"}""");
        }

        return sse.Data("[DONE]");

        void Chunk(string delta, string finish = "null") => sse.Data(
            $$$"""{{{{Head}}}{{{J(answer.Model)}}},"service_tier":"default","system_fingerprint":"fp_fake","choices":[{"index":0,"delta":{{{delta}}},"logprobs":null,"finish_reason":{{{finish}}}}]{{{(withUsage ? ",\"usage\":null" : "")}}},"obfuscation":"bq9z"}""");
    }

    private static string Usage(UpstreamUsage u) =>
        $$$"""{"prompt_tokens":{{{u.Prompt}}},"completion_tokens":{{{u.Output}}},"total_tokens":{{{u.Prompt + u.Output}}},"prompt_tokens_details":{"cached_tokens":{{{u.CacheRead}}},"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":{{{u.Reasoning}}},"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}""";

    private static string Finish(AnswerPlan answer) => answer.Tool is null ? "stop" : "tool_calls";

    private static string? FirstTool(JsonElement body)
    {
        if (!body.TryGetProperty("tools", out var tools) || tools.GetArrayLength() == 0) return null;
        var last = body.GetProperty("messages").EnumerateArray().Last().GetProperty("role").GetString();
        return last == "tool" ? null : tools[0].GetProperty("function").GetProperty("name").GetString();
    }

    private static bool IsTrue(JsonElement value, string name) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.True;

    private static string J(string text) => JsonSerializer.Serialize(text);
}
