using System.Text.Json;

namespace TokenPak.TestKit.Upstream.OpenAI;

/// <summary><c>POST /v1/responses</c>: the answers.</summary>
internal static class ResponsesApi
{
    public static UpstreamReply Answer(ApiRequest request, JsonElement body, Behavior behavior)
    {
        ResponsesRules.Check(body);
        var answer = AnswerPlan.For(request, behavior, "call_", FirstTool);
        var streamed = body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;
        return (streamed ? UpstreamReply.Events(Stream(answer)) : UpstreamReply.Json(Response(answer, "completed"))) with { Usage = answer.Usage };
    }

    private static SseBuilder Stream(AnswerPlan answer)
    {
        var sse = new SseBuilder();
        var sequence = 0;
        Send("response.created", $$"""
            "response":{{Response(answer, "in_progress")}}
            """);
        Send("response.in_progress", $$"""
            "response":{{Response(answer, "in_progress")}}
            """);
        if (answer.Tool is { } tool)
        {
            Send("response.output_item.added", $$"""
                "output_index":0,"item":{{Call(answer, tool, "in_progress", "")}}
                """);
            var (name, member) = tool.Freeform ? ("response.custom_tool_call_input", "input") : ("response.function_call_arguments", "arguments");
            foreach (var piece in answer.Pieces(tool.Arguments)) Send(name + ".delta", $"\"item_id\":\"fc_{answer.Id}\",\"output_index\":0,\"delta\":{J(piece)}");
            Send(name + ".done", $"\"item_id\":\"fc_{answer.Id}\",\"output_index\":0,\"{member}\":{J(tool.Arguments)}");
            Send("response.output_item.done", $$"""
                "output_index":0,"item":{{Call(answer, tool, "completed", tool.Arguments)}}
                """);
        }
        else
        {
            var at = $"\"item_id\":\"msg_{answer.Id}\",\"output_index\":0,\"content_index\":0";
            Send("response.output_item.added", $$"""
                "output_index":0,"item":{"id":"msg_{{answer.Id}}","type":"message","status":"in_progress","content":[],"role":"assistant"}
                """);
            Send("response.content_part.added", at + ",\"part\":" + Part(""));
            foreach (var piece in answer.Pieces(answer.Text)) Send("response.output_text.delta", $"{at},\"delta\":{J(piece)},\"logprobs\":[],\"obfuscation\":\"k1\"");
            Send("response.output_text.done", $"{at},\"text\":{J(answer.Text)},\"logprobs\":[]");
            Send("response.content_part.done", at + ",\"part\":" + Part(answer.Text));
            Send("response.output_item.done", $$"""
                "output_index":0,"item":{{Message(answer)}}
                """);
        }

        Send("response.completed", $$"""
            "response":{{Response(answer, "completed")}}
            """);
        return sse;

        void Send(string type, string members) => sse.Event(type, $$"""{"type":"{{type}}","sequence_number":{{sequence++}},{{members}}}""");
    }

    private static string Response(AnswerPlan answer, string status)
    {
        var done = status == "completed";
        var output = !done ? "" : answer.Tool is { } tool ? Call(answer, tool, "completed", tool.Arguments) : Message(answer);
        return $$$"""{"id":"resp_{{{answer.Id}}}","object":"response","created_at":1767225600,"status":"{{{status}}}","background":false,"error":null,"incomplete_details":null,"instructions":null,"max_output_tokens":null,"model":{{{J(answer.Model)}}},"output":[{{{output}}}],"parallel_tool_calls":true,"previous_response_id":null,"reasoning":{"effort":null,"summary":null},"service_tier":"default","store":true,"temperature":1.0,"text":{"format":{"type":"text"},"verbosity":"medium"},"tool_choice":"auto","tools":[],"top_p":1.0,"truncation":"disabled","usage":{{{(done ? Usage(answer.Usage) : "null")}}},"user":null,"metadata":{}}""";
    }

    private static string Message(AnswerPlan answer) =>
        $$"""{"id":"msg_{{answer.Id}}","type":"message","status":"completed","content":[{{Part(answer.Text)}}],"role":"assistant"}""";

    private static string Part(string text) => $$"""{"type":"output_text","annotations":[],"logprobs":[],"text":{{J(text)}}}""";

    private static string Call(AnswerPlan answer, ToolCall tool, string status, string arguments) => tool.Freeform
        ? $$"""{"id":"fc_{{answer.Id}}","type":"custom_tool_call","status":"{{status}}","input":{{J(arguments)}},"call_id":{{J(tool.Id)}},"name":{{J(tool.Name)}}}"""
        : $$"""{"id":"fc_{{answer.Id}}","type":"function_call","status":"{{status}}","arguments":{{J(arguments)}},"call_id":{{J(tool.Id)}},"name":{{J(tool.Name)}}}""";

    private static string Usage(UpstreamUsage u) =>
        $$$"""{"input_tokens":{{{u.Prompt}}},"input_tokens_details":{"cached_tokens":{{{u.CacheRead}}}},"output_tokens":{{{u.Output}}},"output_tokens_details":{"reasoning_tokens":{{{u.Reasoning}}}},"total_tokens":{{{u.Prompt + u.Output}}}}""";

    private static string? FirstTool(JsonElement body)
    {
        if (!body.TryGetProperty("tools", out var tools) || tools.GetArrayLength() == 0) return null;
        var input = body.GetProperty("input");
        var answering = input.ValueKind == JsonValueKind.Array && input.EnumerateArray().Last().TryGetProperty("type", out var type) && type.GetString() == "function_call_output";
        return answering ? null : tools[0].GetProperty("name").GetString();
    }

    private static string J(string text) => JsonSerializer.Serialize(text);
}
