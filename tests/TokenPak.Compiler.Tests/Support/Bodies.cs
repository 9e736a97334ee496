using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TokenPak.Contracts;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Compiler.Tests.Support;

internal static class Bodies
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A request with one JSON result for each page, which the compiler shortens.</summary>
    public static byte[] Chat(int pages, string about = "orders")
    {
        var messages = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Sum them up. " + string.Concat(Enumerable.Repeat("Be exact in every figure. ", 250)) });
        for (var page = 0; page < pages; page++)
        {
            var rows = new JsonArray([.. Enumerable.Range(0, 30).Select(i => new JsonObject { ["id"] = (page * 1000) + i, ["what"] = $"{about} {i * 31 % 17}", ["sum"] = i * 3.25 })]);
            var function = new JsonObject { ["name"] = "get_orders", ["arguments"] = $"{{\"page\":{page}}}" };
            messages.Add(new JsonObject { ["role"] = "assistant", ["tool_calls"] = new JsonArray(new JsonObject { ["id"] = $"c{page}", ["type"] = "function", ["function"] = function }) });
            messages.Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = $"c{page}", ["content"] = rows.ToJsonString(Indented) });
        }

        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["model"] = "gpt-5", ["messages"] = messages });
    }

    public static CompileRequest Request(byte[] body, string tenant = "t") => new()
    {
        Body = body,
        Dialect = ApiDialect.OpenAIChat,
        Mode = CompilationMode.Full,
        Provider = ProviderNames.OpenAI,
        Tenant = tenant,
    };

    public static byte[] Apply(byte[] body, CompileResult result)
    {
        var output = new MemoryStream();
        var at = 0;
        foreach (var splice in result.Splices)
        {
            output.Write(body.AsSpan(at, splice.Offset - at));
            output.Write(splice.Replacement.Span);
            at = splice.Offset + splice.Length;
        }

        output.Write(body.AsSpan(at));
        return output.ToArray();
    }
}
