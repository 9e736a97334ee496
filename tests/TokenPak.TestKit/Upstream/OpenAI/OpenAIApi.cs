using System.Text.Json;

namespace TokenPak.TestKit.Upstream.OpenAI;

/// <summary>api.openai.com, and what speaks its language: an Azure resource and the ChatGPT backend of Codex.</summary>
internal sealed class OpenAIApi : IProviderApi
{
    public UpstreamReply Answer(ApiRequest request, Behavior behavior)
    {
        CheckCredential(request.Http);
        var path = Normalize(request.Http);
        if (request.Http.Method == "GET" && path == "/v1/models") return WithHeaders(UpstreamReply.Json(OpenAIReplies.Models));
        if (request.Http.Method == "GET" && path.StartsWith("/v1/models/", StringComparison.Ordinal)) return WithHeaders(UpstreamReply.Json(OpenAIReplies.Model(request.Http.Model ?? "")));
        if (request.Http.Method != "POST" || path is not ("/v1/chat/completions" or "/v1/responses" or "/v1/embeddings"))
        {
            throw new RefusedException(new ApiError(404, $"Invalid URL ({request.Http.Method} {path})"));
        }

        if (request.Http.Header("content-type")?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) is not true)
        {
            throw new RefusedException(new ApiError(415, "Unsupported content type. This API method only accepts 'application/json' requests.", Code: "unsupported_content_type"));
        }

        var body = request.Object(_ => new ApiError(400, "We could not parse the JSON body of your request. The OpenAI API expects a JSON payload."));
        return WithHeaders(path switch
        {
            "/v1/chat/completions" => ChatCompletions.Answer(request, body, behavior),
            "/v1/responses" => ResponsesApi.Answer(request, body, behavior),
            _ => Embeddings.Answer(request, body, behavior),
        });
    }

    public UpstreamReply Refuse(ApiError error)
    {
        var type = error.Type ?? error.Status switch
        {
            429 => "requests",
            >= 500 => "server_error",
            _ => "invalid_request_error",
        };
        var code = error.Code ?? error.Status switch
        {
            401 => "invalid_api_key",
            404 => "model_not_found",
            429 => "rate_limit_exceeded",
            _ => null,
        };
        return WithHeaders(UpstreamReply.Json(
            $$"""
            {
              "error": {
                "message": {{JsonSerializer.Serialize(error.Message)}},
                "type": "{{type}}",
                "param": {{JsonSerializer.Serialize(error.Param)}},
                "code": {{JsonSerializer.Serialize(code)}}
              }
            }
            """,
            error.Status));
    }

    private static UpstreamReply WithHeaders(UpstreamReply reply) => reply with
    {
        Headers =
        [
            new("x-request-id", "req_fakeupstream"),
            new("openai-organization", "org-fake"),
            new("openai-processing-ms", "12"),
            new("openai-version", "2020-10-01"),
            new("x-ratelimit-remaining-requests", "9999"),
            new("Set-Cookie", "__cf_bm=a; path=/; HttpOnly"),
            new("Set-Cookie", "_cfuvid=b; path=/; HttpOnly"),
            .. reply.Headers,
        ],
    };

    private static void CheckCredential(RecordedRequest http)
    {
        if (http.Provider == "azure" && !string.IsNullOrEmpty(http.Header("api-key"))) return;
        var bearer = http.Header("authorization");
        if (bearer?.StartsWith("Bearer ", StringComparison.Ordinal) is not true)
        {
            throw new RefusedException(new ApiError(401, "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY)."));
        }

        if (http.Provider == "openai" && !bearer.StartsWith("Bearer sk-", StringComparison.Ordinal)) throw new RefusedException(new ApiError(401, "Incorrect API key provided."));
    }

    /// <summary>Azure names the deployment in the path, Codex leaves <c>/v1</c> out.</summary>
    private static string Normalize(RecordedRequest http)
    {
        var path = http.Path;
        if (http.Provider == "chatgpt" && path.EndsWith("/responses", StringComparison.Ordinal)) return "/v1/responses";
        if (http.Provider != "azure") return path;
        if (path.StartsWith("/openai/v1/", StringComparison.Ordinal)) return path["/openai".Length..];
        var parts = path.Split('/', 5);
        return parts is ["", "openai", "deployments", _, var rest] ? "/v1/" + rest : path;
    }
}
