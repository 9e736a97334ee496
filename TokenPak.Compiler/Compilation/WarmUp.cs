using System.Text;
using System.Text.Json;
using TokenPak.Compression.Engine;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Compiler.Compilation;

/// <summary>
/// A small agent's conversation of our own in each dialect, compressed once at start: what it makes the runtime load and compile, no request waits for. Nothing
/// of it is kept.
/// </summary>
internal static class WarmUp
{
    public static void Run(CompressionEngine engine)
    {
        var result = Json(Rows());
        var log = Json(Log());
        Compress(engine, ApiDialect.AnthropicMessages, "anthropic", $$$"""
            {"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"Go on."},
            {"role":"assistant","content":[{"type":"tool_use","id":"a","name":"list","input":{}},{"type":"tool_use","id":"b","name":"test","input":{}}]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":{{{result}}}},{"type":"tool_result","tool_use_id":"b","content":{{{log}}}}]}]}
            """);
        Compress(engine, ApiDialect.OpenAIChat, "openai", $$$"""
            {"model":"gpt-4.1","messages":[{"role":"user","content":"Go on."},
            {"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"list","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"a","content":{{{result}}}}]}
            """);
        Compress(engine, ApiDialect.OpenAIResponses, "openai", $$$"""
            {"model":"gpt-4.1","input":[{"role":"user","content":"Go on."},{"type":"function_call","call_id":"a","name":"list","arguments":"{}"},
            {"type":"function_call_output","call_id":"a","output":{{{log}}}}]}
            """);
        Compress(engine, ApiDialect.GeminiGenerateContent, "google", $$$"""
            {"contents":[{"role":"user","parts":[{"text":"Go on."}]},{"role":"model","parts":[{"functionCall":{"name":"list","args":{} } } ] },
            {"role":"user","parts":[{"functionResponse":{"name":"list","response":{"output":{{{result}}} } } } ] } ] }
            """);
    }

    private static void Compress(CompressionEngine engine, ApiDialect dialect, string provider, string body)
    {
        var request = new CompileRequest { Body = Encoding.UTF8.GetBytes(body), Dialect = dialect, Mode = CompilationMode.Full, Provider = provider, Tenant = "" };
        _ = engine.Compress(CompressionEngine.Plan(request.ToEngine()), NoDecisionCache.Instance).ToContract();
    }

    private static string Rows() => "[\n" + string.Join(",\n", Enumerable.Range(1, 40).Select(i => $"  {{\n    \"id\": {i},\n    \"name\": \"row {i}\",\n    \"state\": \"open\"\n  }}")) + "\n]";

    private static string Log() => string.Join('\n', Enumerable.Range(1, 60).Select(i => $"\e[32mPASS\e[0m tests/unit/part_{i}.test ({i} ms)   "));

    private static string Json(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
