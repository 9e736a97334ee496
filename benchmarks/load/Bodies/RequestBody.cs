using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TokenPak.Load.Bodies;

/// <summary>One kind of request, posted to the Anthropic path.</summary>
/// <param name="Name">How the report calls it.</param>
/// <param name="Head">The bytes up to the place that changes, or all of them.</param>
/// <param name="Tail">The bytes after that place; null where every request is the same.</param>
internal sealed record RequestBody(string Name, byte[] Head, byte[]? Tail = null)
{
    public const string Path = "/v1/messages";

    private const string Marker = "#here#";

    private static readonly JsonSerializerOptions AsClientsWrite = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Headers that a client sends with it.</summary>
    public static IReadOnlyDictionary<string, string> Headers { get; } = new Dictionary<string, string>
    {
        ["content-type"] = "application/json",
        ["anthropic-version"] = "2023-06-01",
        ["x-api-key"] = "sk-ant-api03-load",
        ["user-agent"] = "load/1",
    };

    public static RequestBody Tiny { get; } = new("tiny", """{"model":"claude-sonnet-4-5","max_tokens":16,"messages":[{"role":"user","content":"Hello"}]}"""u8.ToArray());

    public static RequestBody Chat { get; } = new("chat", CreateChat(streamed: false));

    public static RequestBody Stream { get; } = new("stream", CreateChat(streamed: true));

    public static RequestBody Agent { get; } = new("agent", AgentConversation.Create("000000"));

    /// <summary>The agent's request with a newest tool result that no cache has seen.</summary>
    public static RequestBody AgentTurn { get; } = Split("agent, new turn", AgentConversation.Create(Marker));

    /// <summary>One instance of it.</summary>
    public byte[] Bytes => Tail is null ? Head : [.. Head, .. "000000"u8, .. Tail];

    /// <summary>How long it is, for people.</summary>
    public string Size => Bytes.Length < 1000 ? $"{Bytes.Length} B" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Bytes.Length / 1000.0:0.#} KB");

    private static RequestBody Split(string name, byte[] bytes)
    {
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Marker));
        return new RequestBody(name, bytes[..at], bytes[(at + Marker.Length)..]);
    }

    private static byte[] CreateChat(bool streamed)
    {
        var words = new Words(7);
        var messages = new JsonArray();
        for (var i = 0; i < 5; i++) messages.Add(new JsonObject { ["role"] = i % 2 == 0 ? "user" : "assistant", ["content"] = words.Prose(640) });
        var request = new JsonObject
        {
            ["model"] = "claude-sonnet-4-5",
            ["stream"] = streamed,
            ["max_tokens"] = 1024,
            ["system"] = words.Prose(880),
            ["messages"] = messages,
        };
        return Encoding.UTF8.GetBytes(request.ToJsonString(AsClientsWrite));
    }
}
