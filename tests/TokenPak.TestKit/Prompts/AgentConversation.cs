using System.Text;

namespace TokenPak.TestKit.Prompts;

/// <summary>
/// A coding agent's conversation of our own writing, growing by one tool call and its result a turn, in each dialect. The results shrink: JSON
/// with indentation, a log with colours, a repeat of an earlier result.
/// </summary>
public sealed class AgentConversation(Dialect dialect, int systemLength = 40_000, string task = "Find the open orders, then run the tests.")
{
    /// <summary>Long enough to stand above every provider's cache minimum, below which nothing is compiled.</summary>
    private readonly string _system = "You are a careful assistant for a shop's back office.\n" + TestPrompts.Prose(systemLength);

    /// <summary>The request of a turn: everything up to and with the results of <paramref name="turns"/> tool calls.</summary>
    public string Request(int turns, bool streamed = false) => dialect switch
    {
        Dialect.Anthropic => Anthropic(turns, streamed),
        Dialect.OpenAIChat => Chat(turns, streamed),
        Dialect.OpenAIResponses => Responses(turns, streamed),
        _ => Gemini(turns),
    };

    /// <summary>The result of a turn's tool call.</summary>
    public static string Result(int turn) => (turn % 4) switch
    {
        1 => TestPrompts.PrettyJson(20 + turn),
        2 => TestPrompts.AnsiLog(40 + turn),
        3 => TestPrompts.PrettyJson(30 + turn),
        _ => Result(turn - 3),
    };

    private static string Tool(int turn) => turn % 4 == 2 ? "run_tests" : "list_orders";

    private static string J(string text) => WireRequest.Json(text);

    private string Anthropic(int turns, bool streamed)
    {
        var messages = new StringBuilder($$"""{"role":"user","content":{{J(task)}}}""");
        for (var i = 1; i <= turns; i++)
        {
            // Both spellings of a result's content: a string, and blocks.
            var content = i % 2 == 1 ? J(Result(i)) : $$"""[ {"type":"text","text":{{J(Result(i))}} } ]""";
            messages.Append(",\n" + $$"""
                { "role":"assistant", "content":[ {"type":"text","text":"Step {{i}}."},{"type":"tool_use","id":"toolu_{{i}}","name":"{{Tool(i)}}","input":{"page":{{i}}.0} } ]},
                {"content":[{"content":{{content}},"tool_use_id":"toolu_{{i}}","type":"tool_result"}],"role":"user"}
                """);
        }

        return $$"""
            { "model" : "{{WireRequest.ModelOf(dialect)}}", "max_tokens":1024, "temperature": 0.20,{{(streamed ? " \"stream\" : true," : "")}}
              "tools":[ {"name":"list_orders","description":"Orders as JSON.","input_schema":{"type":"object"} }, {"name":"run_tests","input_schema":{"type":"object"} } ],
              "system" : [ {"type":"text","text":{{J(_system)}} } ],
              "messages":[ {{messages}} ] }
            """;
    }

    private string Chat(int turns, bool streamed)
    {
        var messages = new StringBuilder($$"""{"role":"system","content":{{J(_system)}} }, {"role":"user","content":{{J(task)}} }""");
        for (var i = 1; i <= turns; i++)
        {
            var content = i % 2 == 1 ? J(Result(i)) : $$"""[ {"type":"text","text":{{J(Result(i))}} } ]""";
            messages.Append(",\n" + $$$"""
                {"role":"assistant","content":null,"tool_calls":[ {"id":"call_{{{i}}}","type":"function","function":{"name":"{{{Tool(i)}}}","arguments":"{\"page\": {{{i}}}}"} } ]},
                { "tool_call_id" : "call_{{{i}}}", "content":{{{content}}}, "role":"tool" }
                """);
        }

        return $$"""
            { "model" : "{{WireRequest.ModelOf(dialect)}}", "temperature":1.0e-1,{{(streamed ? "\"stream\":true,\"stream_options\":{\"include_usage\":true}," : "")}}
              "tools":[ {"type":"function","function":{"name":"list_orders"} }, {"type":"function","function":{"name":"run_tests"} } ],
              "messages" : [ {{messages}} ] }
            """;
    }

    private string Responses(int turns, bool streamed)
    {
        var items = new StringBuilder($$"""{"role":"user","content":[ {"type":"input_text","text":{{J(task)}} } ]}""");
        for (var i = 1; i <= turns; i++)
        {
            items.Append(",\n" + $$$"""
                {"type":"function_call","call_id":"call_{{{i}}}","name":"{{{Tool(i)}}}","arguments":"{\"page\": {{{i}}}}"},
                { "type":"function_call_output", "output":{{{J(Result(i))}}}, "call_id":"call_{{{i}}}" }
                """);
        }

        return $$"""
            { "model" : "{{WireRequest.ModelOf(dialect)}}",{{(streamed ? "\"stream\":true," : "")}} "store":false,
              "tools":[ {"type":"function","name":"list_orders","parameters":{} }, {"type":"function","name":"run_tests","parameters":{} } ],
              "instructions":{{J(_system)}}, "input" : [ {{items}} ] }
            """;
    }

    private string Gemini(int turns)
    {
        var contents = new StringBuilder($$"""{"role":"user","parts":[ {"text":{{J(task)}} } ]}""");
        for (var i = 1; i <= turns; i++)
        {
            contents.Append(",\n" + $$$"""
                {"role":"model","parts":[ {"functionCall":{"name":"{{{Tool(i)}}}","args":{"page":{{{i}}}.0} } } ]},
                {"role":"user","parts":[ {"functionResponse" : {"name":"{{{Tool(i)}}}","response":{"output":{{{J(Result(i))}}} } } } ]}
                """);
        }

        return $$"""
            { "systemInstruction":{"parts":[ {"text":{{J(_system)}} } ]},
              "tools":[ {"functionDeclarations":[ {"name":"list_orders"}, {"name":"run_tests"} ]} ],
              "contents" : [ {{contents}} ], "generationConfig":{"temperature":2E-1} }
            """;
    }
}
