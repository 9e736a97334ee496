using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace TokenPak.Gateway.Errors;

/// <summary>TokenPak's own errors in the envelope that the caller's SDK knows.</summary>
internal static class ProviderEnvelope
{
    public static async Task WriteErrorAsync(this HttpContext context, int status, string type, string message)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        var body = new ArrayBufferWriter<byte>(256);
        Write(body, StyleOf(context.Request), status, type, message);
        response.ContentLength = body.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method)) await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }

    internal static EnvelopeStyle StyleOf(HttpRequest request)
    {
        var path = request.Path;
        if (path.StartsWithSegments("/v1beta") || path.StartsWithSegments("/v1alpha") || path.StartsWithSegments("/upload") || request.Headers.ContainsKey("x-goog-api-key")) return EnvelopeStyle.Google;
        if (path.StartsWithSegments("/v1/messages") || request.Headers.ContainsKey("anthropic-version")) return EnvelopeStyle.Anthropic;
        if (!path.StartsWithSegments("/v1") && !path.StartsWithSegments("/openai")) return EnvelopeStyle.Plain;
        return request.Path.Value?.Contains(":generateContent", StringComparison.Ordinal) is true
            || request.Path.Value?.Contains(":streamGenerateContent", StringComparison.Ordinal) is true
            || request.Path.Value?.Contains(":countTokens", StringComparison.Ordinal) is true
            ? EnvelopeStyle.Google
            : EnvelopeStyle.OpenAI;
    }

    private static void Write(IBufferWriter<byte> output, EnvelopeStyle style, int status, string type, string message)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        if (style == EnvelopeStyle.Anthropic) json.WriteString("type", "error");
        json.WriteStartObject("error");
        if (style == EnvelopeStyle.Google)
        {
            json.WriteNumber("code", status);
            json.WriteString("message", message);
            json.WriteString("status", GoogleStatus(status));
            json.WriteString("type", type);
        }
        else
        {
            json.WriteString("type", type);
            json.WriteString("message", message);
        }

        if (style == EnvelopeStyle.OpenAI)
        {
            json.WriteNull("param");
            json.WriteString("code", type);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string GoogleStatus(int status) => status switch
    {
        400 or 413 or 415 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 or 421 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        408 or 504 => "DEADLINE_EXCEEDED",
        429 => "RESOURCE_EXHAUSTED",
        502 or 503 => "UNAVAILABLE",
        _ => "INTERNAL",
    };
}
