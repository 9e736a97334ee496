using System.Text.Json;

namespace TokenPak.TestKit.Upstream.Google;

/// <summary>generativelanguage.googleapis.com.</summary>
internal sealed class GoogleApi : IProviderApi
{
    public UpstreamReply Answer(ApiRequest request, Behavior behavior)
    {
        CheckKey(request.Http);
        var path = request.Http.Path;
        if (!path.StartsWith("/v1beta/", StringComparison.Ordinal) && !path.StartsWith("/v1/", StringComparison.Ordinal)) throw new RefusedException(new ApiError(404, "Not found"));
        var resource = path[(path.IndexOf('/', 1) + 1)..];
        if (request.Http.Method == "GET" && resource == "models") return WithHeaders(UpstreamReply.Json(GeminiReplies.Models));
        if (request.Http.Method == "GET" && resource.StartsWith("models/", StringComparison.Ordinal)) return WithHeaders(UpstreamReply.Json(GeminiReplies.Model(resource)));

        var method = resource.Contains(':', StringComparison.Ordinal) ? resource[(resource.IndexOf(':', StringComparison.Ordinal) + 1)..] : "";
        if (request.Http.Method != "POST" || method is not ("generateContent" or "streamGenerateContent" or "countTokens" or "embedContent" or "batchEmbedContents"))
        {
            throw new RefusedException(new ApiError(404, "Requested entity was not found."));
        }

        var body = request.Object(message => new ApiError(400, "Invalid JSON payload received. " + message));
        return WithHeaders(method switch
        {
            "countTokens" => Count(request, body),
            "embedContent" => Embed(body),
            "batchEmbedContents" => EmbedBatch(body),
            _ => Generate(request, body, behavior, method == "streamGenerateContent"),
        });
    }

    public UpstreamReply Refuse(ApiError error)
    {
        var status = error.Type ?? error.Status switch
        {
            401 => "UNAUTHENTICATED",
            403 => "PERMISSION_DENIED",
            404 => "NOT_FOUND",
            429 => "RESOURCE_EXHAUSTED",
            503 or 529 => "UNAVAILABLE",
            >= 500 => "INTERNAL",
            _ => "INVALID_ARGUMENT",
        };
        return WithHeaders(UpstreamReply.Json(
            $$"""
            {
              "error": {
                "code": {{error.Status}},
                "message": {{JsonSerializer.Serialize(error.Message)}},
                "status": "{{status}}"
              }
            }

            """,
            error.Status,
            "application/json; charset=UTF-8"));
    }

    private static UpstreamReply Generate(ApiRequest request, JsonElement body, Behavior behavior, bool streamed)
    {
        GeminiRules.Check(body);
        var answer = GeminiReplies.Plan(request, behavior);
        var reply = !streamed
            ? UpstreamReply.Json(GeminiReplies.Whole(answer), contentType: "application/json; charset=UTF-8")
            : request.Http.RawTarget.Contains("alt=sse", StringComparison.Ordinal)
                ? UpstreamReply.Events(GeminiReplies.Stream(answer), "text/event-stream")
                : GeminiReplies.Array(answer);
        return reply with { Usage = answer.Usage };
    }

    private static UpstreamReply Count(ApiRequest request, JsonElement body)
    {
        GeminiRules.CheckCount(body);
        var tokens = Math.Max(1, request.DecodedLength / 4);
        return UpstreamReply.Json($$"""
            {
              "totalTokens": {{tokens}},
              "promptTokensDetails": [
                {
                  "modality": "TEXT",
                  "tokenCount": {{tokens}}
                }
              ]
            }

            """, contentType: "application/json; charset=UTF-8");
    }

    private static UpstreamReply Embed(JsonElement body)
    {
        GeminiRules.CheckEmbed(body);
        return UpstreamReply.Json("""{"embedding":{"values":[0.25,-0.5,0.125,1]}}""", contentType: "application/json; charset=UTF-8");
    }

    private static UpstreamReply EmbedBatch(JsonElement body)
    {
        var requests = GeminiRules.Shape.Required(body, "requests", JsonValueKind.Array, "");
        foreach (var one in requests.EnumerateArray()) GeminiRules.CheckEmbed(one);
        var vectors = string.Join(',', Enumerable.Repeat("""{"values":[0.25,-0.5,0.125,1]}""", requests.GetArrayLength()));
        return UpstreamReply.Json($$"""{"embeddings":[{{vectors}}]}""", contentType: "application/json; charset=UTF-8");
    }

    private static UpstreamReply WithHeaders(UpstreamReply reply) => reply with
    {
        Headers = [new("Server-Timing", "gfet4t7; dur=312"), new("X-XSS-Protection", "0"), new("Vary", "Origin"), new("Vary", "X-Origin"), .. reply.Headers],
    };

    private static void CheckKey(RecordedRequest http)
    {
        var query = http.RawTarget.Contains('?', StringComparison.Ordinal) ? http.RawTarget[(http.RawTarget.IndexOf('?', StringComparison.Ordinal) + 1)..] : "";
        var key = http.Header("x-goog-api-key") ?? query.Split('&').FirstOrDefault(p => p.StartsWith("key=", StringComparison.Ordinal))?[4..];
        if (string.IsNullOrEmpty(key))
        {
            if (http.Header("authorization")?.StartsWith("Bearer ya29.", StringComparison.Ordinal) is true) return;
            throw new RefusedException(new ApiError(403, "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API."));
        }

        if (!key.StartsWith("AIza", StringComparison.Ordinal)) throw new RefusedException(new ApiError(400, "API key not valid. Please pass a valid API key."));
    }
}
