using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TokenPak.Gateway.Bodies;

namespace TokenPak.Gateway.Ingest;

/// <summary>Reads and parses a posted body of bounded size.</summary>
internal static class IngestBody
{
    private const int Limit = 1024 * 1024;

    public static async ValueTask<(JsonDocument? Json, IngestProblem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > Limit) return (null, TooLarge);
        var (body, isWhole) = await BodyReader.ReadAsync(request.Body, request.ContentLength, Limit, cancellationToken);
        using (body)
        {
            if (!isWhole) return (null, TooLarge);
            if (body.Length == 0) return (null, new IngestProblem(400, "empty_body", "The body is empty."));
            try
            {
                // The document outlives the rented buffer.
                return (JsonDocument.Parse(WithoutByteOrderMark(body.Memory).ToArray()), null);
            }
            catch (JsonException)
            {
                return (null, new IngestProblem(400, "malformed_json", "The body is not valid JSON."));
            }
        }
    }

    private static IngestProblem TooLarge => new(413, "request_too_large", $"The body is larger than {Limit} bytes.");

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> body) => body.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? body[3..] : body;
}
