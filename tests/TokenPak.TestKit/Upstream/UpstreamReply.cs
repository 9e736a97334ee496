using System.Text;

namespace TokenPak.TestKit.Upstream;

/// <summary>An answer before it goes out: one chunk for a plain body, one a flush for a stream.</summary>
public sealed record UpstreamReply
{
    /// <summary>HTTP status.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Content type as sent.</summary>
    public required string ContentType { get; init; }

    /// <summary>The body.</summary>
    public required IReadOnlyList<byte[]> Chunks { get; init; }

    /// <summary>True for a body without a length that is flushed chunk by chunk.</summary>
    public bool Streamed { get; init; }

    /// <summary>Further headers, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What the answer bills, for the journal.</summary>
    public UpstreamUsage? Usage { get; init; }

    /// <summary>A plain JSON body.</summary>
    public static UpstreamReply Json(string body, int status = 200, string contentType = "application/json") =>
        new() { Status = status, ContentType = contentType, Chunks = [Encoding.UTF8.GetBytes(body)] };

    /// <summary>A stream of server-sent events.</summary>
    public static UpstreamReply Events(SseBuilder events, string contentType = "text/event-stream; charset=utf-8") =>
        new() { ContentType = contentType, Chunks = events.Chunks, Streamed = true };
}
