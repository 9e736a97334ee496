using System.Net.Http.Headers;
using System.Text;

namespace TokenPak.TestKit.Prompts;

/// <summary>Requests as bytes: what a client without an SDK sends to one of the APIs.</summary>
public static class WireRequest
{
    /// <summary>The provider that speaks a dialect.</summary>
    public static string ProviderOf(Dialect dialect) => dialect switch
    {
        Dialect.Anthropic => "anthropic",
        Dialect.Gemini => "google",
        _ => "openai",
    };

    /// <summary>A model that exists and has a price.</summary>
    public static string ModelOf(Dialect dialect) => dialect switch
    {
        Dialect.Anthropic => "claude-haiku-4-5",
        Dialect.Gemini => "gemini-2.5-flash",
        _ => "gpt-4.1-mini",
    };

    /// <summary>The request target of a conversation.</summary>
    public static string TargetOf(Dialect dialect, bool streamed = false, string? model = null) => dialect switch
    {
        Dialect.Anthropic => "/v1/messages",
        Dialect.OpenAIChat => "/v1/chat/completions",
        Dialect.OpenAIResponses => "/v1/responses",
        _ => $"/v1beta/models/{model ?? ModelOf(dialect)}:{(streamed ? "streamGenerateContent?alt=sse" : "generateContent")}",
    };

    /// <summary>The credential of a dialect's provider, as its header.</summary>
    public static IEnumerable<KeyValuePair<string, string>> CredentialOf(Dialect dialect) => dialect switch
    {
        Dialect.Anthropic => [new("x-api-key", "sk-ant-api03-wire-test"), new("anthropic-version", "2023-06-01")],
        Dialect.Gemini => [new("x-goog-api-key", "AIzaWireTest")],
        _ => [new("Authorization", "Bearer sk-proj-wire-test")],
    };

    /// <summary>A question without tools. The body's spelling is deliberately unusual: what a proxy re-serialises, it changes.</summary>
    public static string Ask(Dialect dialect, string text, bool streamed = false, string? model = null) => dialect switch
    {
        Dialect.Anthropic => $$"""{ "model":{{Json(model ?? ModelOf(dialect))}} ,"max_tokens" : 64,{{(streamed ? "\"stream\":true," : "")}} "temperature":0.70, "messages":[ {"content":{{Json(text)}},"role":"user"} ]}""",
        Dialect.OpenAIChat => $$"""{ "messages":[ {"content":{{Json(text)}},"role":"user"} ],{{(streamed ? "\"stream\":true,\"stream_options\":{ \"include_usage\":true}," : "")}} "model" : {{Json(model ?? ModelOf(dialect))}}, "top_p":1.0E0 }""",
        Dialect.OpenAIResponses => $$"""{ "input":{{Json(text)}},{{(streamed ? "\"stream\":true," : "")}} "model" : {{Json(model ?? ModelOf(dialect))}}, "temperature":1.00 }""",
        _ => $$"""{ "contents" :[ {"role":"user","parts":[ {"text":{{Json(text)}} } ]} ], "generationConfig":{"temperature":0.50} }""",
    };

    /// <summary>A POST of a body in a dialect.</summary>
    public static HttpRequestMessage Post(Uri baseAddress, Dialect dialect, string body, bool streamed = false, string? model = null) =>
        Post(baseAddress, dialect, Encoding.UTF8.GetBytes(body), streamed, model);

    /// <summary>A POST of a body in a dialect.</summary>
    public static HttpRequestMessage Post(Uri baseAddress, Dialect dialect, byte[] body, bool streamed = false, string? model = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(baseAddress, TargetOf(dialect, streamed, model)))
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Version = System.Net.HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        foreach (var (name, value) in CredentialOf(dialect)) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    /// <summary>A JSON string with escapes that no ordinary encoder would choose.</summary>
    public static string Json(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var c in text)
        {
            json.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '/' => "\\/",
                '\n' => "\\n",
                '\t' => "\\u0009",
                < ' ' => $"\\u{(int)c:X4}",
                'é' => "\\u00E9",
                _ => c.ToString(),
            });
        }

        return json.Append('"').ToString();
    }
}
