using System.IO.Compression;
using System.Text.Json;

namespace TokenPak.TestKit.Upstream;

/// <summary>A request as a provider's code sees it: decoded and parsed.</summary>
internal sealed class ApiRequest
{
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 10_000, AllowDuplicateProperties = true };

    private ApiRequest(RecordedRequest http, JsonElement? json, string? jsonError, int decodedLength)
    {
        Http = http;
        Json = json;
        JsonError = jsonError;
        DecodedLength = decodedLength;
    }

    public RecordedRequest Http { get; }

    public JsonElement? Json { get; }

    public string? JsonError { get; }

    public int DecodedLength { get; }

    /// <summary>About four bytes a token, as a provider without a public tokenizer would look from outside.</summary>
    public UpstreamUsage EstimatedUsage(string answer) => new() { Uncached = Math.Max(1, DecodedLength / 4), Output = Math.Max(1, answer.Length / 4) };

    public static ApiRequest Read(RecordedRequest http)
    {
        var body = Decode(http);
        JsonElement? json = null;
        string? error = null;
        if (body.Length > 0)
        {
            try
            {
                using var document = JsonDocument.Parse(WithoutByteOrderMark(body), Lenient);
                json = document.RootElement.Clone();
            }
            catch (JsonException e)
            {
                error = e.Message;
            }
        }

        var request = new ApiRequest(http, json, error, body.Length);
        http.Model = request.NamedModel();
        return request;
    }

    /// <summary>The body as a JSON object, or the refusal that every provider has for anything else.</summary>
    public JsonElement Object(Func<string, ApiError> refuse)
    {
        if (JsonError is not null) throw new RefusedException(refuse("could not parse JSON: " + JsonError));
        return Json is { ValueKind: JsonValueKind.Object } json ? json : throw new RefusedException(refuse("expected a JSON object"));
    }

    private string? NamedModel()
    {
        if (Json is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.String)
        {
            // A lone surrogate is legal JSON and no .NET string.
            try
            {
                return model.GetString();
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }

        var at = Http.Path.IndexOf("/models/", StringComparison.Ordinal);
        return at < 0 ? null : Uri.UnescapeDataString(Http.Path[(at + 8)..].Split(':')[0]);
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(byte[] body) =>
        body.AsSpan().StartsWith("\uFEFF"u8) ? body.AsMemory(3) : body;

    private static byte[] Decode(RecordedRequest http)
    {
        if (http.Header("content-encoding") is not { } encoding || http.Body.Length == 0) return http.Body;
        using var source = new MemoryStream(http.Body);
        using Stream decoder = encoding switch
        {
            "gzip" => new GZipStream(source, CompressionMode.Decompress),
            "br" => new BrotliStream(source, CompressionMode.Decompress),
            "zstd" => new ZstdSharp.DecompressionStream(source),
            "deflate" => new ZLibStream(source, CompressionMode.Decompress),
            _ => source,
        };
        using var target = new MemoryStream();
        decoder.CopyTo(target);
        return target.ToArray();
    }
}
