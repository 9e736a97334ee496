using System.Text.Json;

namespace TokenPak.TestKit.Upstream.Anthropic;

/// <summary>Answers in the spelling of the real API.</summary>
internal static class AnthropicReplies
{
    public const string Models = """{"data":[{"type":"model","id":"claude-haiku-4-5-20251001","display_name":"Claude Haiku 4.5","created_at":"2025-10-15T00:00:00Z"},{"type":"model","id":"claude-sonnet-4-5-20250929","display_name":"Claude Sonnet 4.5","created_at":"2025-09-29T00:00:00Z"}],"has_more":false,"first_id":"claude-haiku-4-5-20251001","last_id":"claude-sonnet-4-5-20250929"}""";

    public static string Model(string id) => $$"""{"type":"model","id":{{J(id)}},"display_name":"Claude","created_at":"2025-10-15T00:00:00Z"}""";

    public static string Message(AnswerPlan answer)
    {
        var blocks = new List<string>();
        if (answer.Thinking is { } thinking) blocks.Add($$"""{"type":"thinking","thinking":{{J(thinking)}},"signature":{{J(AnthropicBlocks.Sign(thinking))}}}""");
        if (answer.Text.Length > 0) blocks.Add($$"""{"type":"text","text":{{J(answer.Text)}}}""");
        if (answer.Tool is { } tool) blocks.Add($$"""{"type":"tool_use","id":{{J(tool.Id)}},"name":{{J(tool.Name)}},"input":{{tool.Arguments}}}""");
        return $$"""{"model":{{J(answer.Model)}},"id":"msg_01{{answer.Id}}","type":"message","role":"assistant","content":[{{string.Join(',', blocks)}}],"stop_reason":"{{StopReason(answer)}}","stop_sequence":null,"usage":{{Usage(answer.Usage, answer.Usage.Output)}}}""";
    }

    public static SseBuilder Stream(AnswerPlan answer)
    {
        var sse = new SseBuilder();
        sse.Event("message_start", $$$"""{"type":"message_start","message":{"model":{{{J(answer.Model)}}},"id":"msg_01{{{answer.Id}}}","type":"message","role":"assistant","content":[],"stop_reason":null,"stop_sequence":null,"usage":{{{Usage(answer.Usage, 1)}}}} }""");
        var index = 0;
        if (answer.Thinking is { } thinking)
        {
            Block(sse, index, """{"type":"thinking","thinking":"","signature":""}""",
                [.. answer.Pieces(thinking).Select(p => $$"""{"type":"thinking_delta","thinking":{{J(p)}}}"""), $$"""{"type":"signature_delta","signature":{{J(AnthropicBlocks.Sign(thinking))}}}"""]);
            index++;
        }

        if (answer.Text.Length > 0)
        {
            Block(sse, index, """{"type":"text","text":""}""", answer.Pieces(answer.Text).Select(p => $$"""{"type":"text_delta","text":{{J(p)}}}"""));
            index++;
        }

        if (answer.Tool is { } tool)
        {
            Block(sse, index, $$$"""{"type":"tool_use","id":{{{J(tool.Id)}}},"name":{{{J(tool.Name)}}},"input":{}}""",
                answer.Pieces(tool.Arguments).Prepend("").Select(p => $$"""{"type":"input_json_delta","partial_json":{{J(p)}}}"""));
        }

        sse.Event("message_delta", $$"""{"type":"message_delta","delta":{"stop_reason":"{{StopReason(answer)}}","stop_sequence":null},"usage":{"input_tokens":{{answer.Usage.Uncached}},"cache_creation_input_tokens":{{answer.Usage.CacheWrite}},"cache_read_input_tokens":{{answer.Usage.CacheRead}},"output_tokens":{{answer.Usage.Output}}}  }""");
        return sse.Event("message_stop", """{"type":"message_stop"   }""");
    }

    private static void Block(SseBuilder sse, int index, string start, IEnumerable<string> deltas)
    {
        sse.Event("content_block_start", $$"""{"type":"content_block_start","index":{{index}},"content_block":{{start}} }""");
        if (index == 0) sse.Event("ping", """{"type": "ping"}""");
        foreach (var delta in deltas) sse.Event("content_block_delta", $$"""{"type":"content_block_delta","index":{{index}},"delta":{{delta}}  }""");
        sse.Event("content_block_stop", $$"""{"type":"content_block_stop","index":{{index}}     }""");
    }

    private static string StopReason(AnswerPlan answer) => answer.Tool is null ? "end_turn" : "tool_use";

    private static string Usage(UpstreamUsage u, long output) =>
        $$"""{"input_tokens":{{u.Uncached}},"cache_creation_input_tokens":{{u.CacheWrite}},"cache_read_input_tokens":{{u.CacheRead}},"cache_creation":{"ephemeral_5m_input_tokens":{{u.CacheWrite - u.CacheWrite1h}},"ephemeral_1h_input_tokens":{{u.CacheWrite1h}}},"output_tokens":{{output}},"service_tier":"standard"}""";

    private static string J(string text) => JsonSerializer.Serialize(text);
}
