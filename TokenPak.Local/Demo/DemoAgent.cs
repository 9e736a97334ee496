using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Local.Demo;

/// <summary>
/// Plays the client's side of the conversation as a coding agent does: sends the whole history every turn, with a cache marker on the system prompt
/// and on the newest block.
/// </summary>
internal sealed class DemoAgent(DemoScript script, HttpClient http, CompilationMode mode, string apiKey, string session)
{
    // Encoded once, so that a later turn repeats the bytes of an earlier one.
    private readonly List<byte[]> _messages = [];

    /// <summary>Sends the next request and takes the answer into the history.</summary>
    /// <returns>TokenPak's id of the request.</returns>
    public async Task<Guid> NextAsync(int turn, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("v1/messages", UriKind.Relative)) { Content = new ByteArrayContent(Body(turn)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("x-api-key", apiKey);
        request.Headers.Add("anthropic-version", "2023-06-01");
        request.Headers.Add("x-tokenpak-mode", mode.ToWireName());
        request.Headers.Add("x-tokenpak-session", session);

        using var response = await http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode) throw new DemoException($"The provider stand-in was not reached: the proxy answered {(int)response.StatusCode}.");
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var answer = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
        _messages.Add(Write(json =>
        {
            json.WriteString("role", "assistant");
            json.WritePropertyName("content");
            json.WriteRawValue(answer.RootElement.GetProperty("content").GetRawText());
        }));
        return response.Headers.TryGetValues("x-tokenpak-request-id", out var ids) && Guid.TryParse(ids.First(), out var id)
            ? id
            : throw new DemoException("The answer carries no x-tokenpak-request-id: it did not come through TokenPak.");
    }

    private byte[] Body(int turn)
    {
        // The marker moves with the newest block, so that block is encoded twice: marked now, bare in every later turn.
        var newest = UserMessage(turn, marked: true);
        var body = Write(json =>
        {
            json.WriteString("model", script.Model);
            json.WriteNumber("max_tokens", 8192);
            json.WriteStartArray("system");
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", script.System);
            WriteMarker(json);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WritePropertyName("tools");
            script.Tools.WriteTo(json);
            json.WriteStartArray("messages");
            foreach (var message in _messages) json.WriteRawValue(message);
            json.WriteRawValue(newest);
            json.WriteEndArray();
        });
        _messages.Add(UserMessage(turn, marked: false));
        return body;
    }

    private byte[] UserMessage(int turn, bool marked) => Write(json =>
    {
        json.WriteString("role", "user");
        json.WriteStartArray("content");
        if (turn == 0)
        {
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", script.Opening);
            if (marked) WriteMarker(json);
            json.WriteEndObject();
        }
        else
        {
            var calls = script.Turns[turn - 1].Calls;
            for (var i = 0; i < calls.Count; i++)
            {
                json.WriteStartObject();
                json.WriteString("type", "tool_result");
                json.WriteString("tool_use_id", $"toolu_demo_{turn - 1}_{i}");
                json.WriteString("content", calls[i].Result);
                if (marked && i == calls.Count - 1) WriteMarker(json);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    });

    private static void WriteMarker(Utf8JsonWriter json)
    {
        json.WriteStartObject("cache_control");
        json.WriteString("type", "ephemeral");
        json.WriteEndObject();
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
