using System.Text.Json;

namespace TokenPak.TestKit.Upstream.Anthropic;

/// <summary>api.anthropic.com.</summary>
internal sealed class AnthropicApi : IProviderApi
{
    /// <summary>The real API's limit on a request.</summary>
    private const int MaxBytes = 32 * 1024 * 1024;

    private const string CurrentVersion = "2026-10-21";

    public UpstreamReply Answer(ApiRequest request, Behavior behavior)
    {
        CheckHeaders(request.Http);
        var path = request.Http.Path;
        if (request.Http.Method == "GET" && path == "/v1/models") return WithHeaders(UpstreamReply.Json(AnthropicReplies.Models));
        if (request.Http.Method == "GET" && path.StartsWith("/v1/models/", StringComparison.Ordinal)) return WithHeaders(UpstreamReply.Json(AnthropicReplies.Model(request.Http.Model ?? "")));
        if (request.Http.Method != "POST" || path is not ("/v1/messages" or "/v1/messages/count_tokens")) throw new RefusedException(new ApiError(404, "Not Found"));

        if (request.DecodedLength > MaxBytes) throw new RefusedException(new ApiError(413, "Request exceeds the maximum size"));
        if (request.Http.Header("content-type")?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) is not true)
        {
            throw new RefusedException(new ApiError(400, "content-type: application/json is required"));
        }

        var body = request.Object(message => new ApiError(400, message));
        var counting = path.EndsWith("count_tokens", StringComparison.Ordinal);
        AnthropicRules.Check(body, counting);
        if (counting)
        {
            return WithHeaders(UpstreamReply.Json($$"""{"input_tokens":{{Math.Max(1, request.DecodedLength / 4)}}}"""));
        }

        var answer = AnthropicAnswer.For(request, behavior);
        var streamed = body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;
        return WithHeaders(streamed ? UpstreamReply.Events(AnthropicReplies.Stream(answer)) : UpstreamReply.Json(AnthropicReplies.Message(answer))) with
        {
            Usage = answer.Usage,
        };
    }

    public UpstreamReply Refuse(ApiError error)
    {
        var type = error.Type ?? error.Status switch
        {
            401 => "authentication_error",
            403 => "permission_error",
            404 => "not_found_error",
            413 => "request_too_large",
            429 => "rate_limit_error",
            529 => "overloaded_error",
            >= 500 => "api_error",
            _ => "invalid_request_error",
        };
        return WithHeaders(UpstreamReply.Json(
            $$$"""{"type":"error","error":{"type":"{{{type}}}","message":{{{JsonSerializer.Serialize(error.Message)}}}},"request_id":"req_011CfakeUpstream"}""",
            error.Status));
    }

    private static UpstreamReply WithHeaders(UpstreamReply reply) => reply with
    {
        Headers =
        [
            new("request-id", "req_011CfakeUpstream"),
            new("anthropic-organization-id", "00000000-0000-0000-0000-000000000000"),
            new("anthropic-ratelimit-requests-limit", "4000"),
            new("anthropic-ratelimit-requests-remaining", "3999"),
            new("Set-Cookie", "__cf_bm=a; path=/; HttpOnly"),
            new("Set-Cookie", "_cfuvid=b; path=/; HttpOnly"),
            .. reply.Headers,
        ],
    };

    private static void CheckHeaders(RecordedRequest http)
    {
        var key = http.Header("x-api-key");
        var bearer = http.Header("authorization");
        if (string.IsNullOrEmpty(key) && bearer is null) throw new RefusedException(new ApiError(401, "x-api-key header is required"));
        if (key is null && !IsAcceptedBearer(http, bearer ?? "")) throw new RefusedException(new ApiError(401, "Invalid bearer token"));
        if (key?.StartsWith("sk-ant-", StringComparison.Ordinal) is false) throw new RefusedException(new ApiError(401, "invalid x-api-key"));
        if (http.Header("anthropic-version") is not { } version) throw new RefusedException(new ApiError(400, "anthropic-version: header is required"));
        if (version is not ("2023-01-01" or "2023-06-01" or CurrentVersion)) throw new RefusedException(new ApiError(400, "anthropic-version: \"" + version + "\" is not a valid version"));
    }

    /// <summary>A login's token with its beta, or, as the official C# client sends it, an API key under the current version.</summary>
    private static bool IsAcceptedBearer(RecordedRequest http, string bearer) =>
        (bearer.StartsWith("Bearer sk-ant-oat", StringComparison.Ordinal) && http.Header("anthropic-beta")?.Contains("oauth-", StringComparison.Ordinal) is true)
        || (bearer.StartsWith("Bearer sk-ant-api", StringComparison.Ordinal) && http.Header("anthropic-version") == CurrentVersion);
}
