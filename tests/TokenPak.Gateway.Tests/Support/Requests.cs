using System.Net.Http.Headers;
using System.Text;

namespace TokenPak.Gateway.Tests.Support;

/// <summary>Requests as unmodified clients send them.</summary>
internal static class Requests
{
    public const string AnthropicKey = "sk-ant-api03-test-key";
    public const string OpenAIKey = "sk-proj-test-key";

    public static HttpRequestMessage Anthropic(string? body = null, string path = "/v1/messages", string model = "claude-haiku-4-5", bool stream = false)
    {
        var message = Post(path, body ?? $$"""{"model":"{{model}}","max_tokens":64,"stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"Hello"}]}""");
        message.Headers.Add("x-api-key", AnthropicKey);
        message.Headers.Add("anthropic-version", "2023-06-01");
        return message;
    }

    public static HttpRequestMessage OpenAI(string body, string path = "/v1/chat/completions", string key = OpenAIKey)
    {
        var message = Post(path, body);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return message;
    }

    public static HttpRequestMessage OpenAIChat(string model = "gpt-4o", bool stream = false, string extra = "") =>
        OpenAI($$"""{"model":"{{model}}","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"Hello"}]{{extra}}}""");

    public static HttpRequestMessage Google(string path = "/v1beta/models/gemini-2.5-flash:generateContent", string? body = null)
    {
        var message = Post(path, body ?? """{"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}""");
        message.Headers.Add("x-goog-api-key", "AIzaTestKey");
        return message;
    }

    public static HttpRequestMessage Post(string path, string body) => Post(path, Encoding.UTF8.GetBytes(body));

    public static HttpRequestMessage Post(string path, byte[] body)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return message;
    }
}
