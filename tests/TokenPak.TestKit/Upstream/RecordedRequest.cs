using System.Text;

namespace TokenPak.TestKit.Upstream;

/// <summary>One request as it reached the fake provider.</summary>
public sealed class RecordedRequest
{
    private readonly TaskCompletionSource<RequestEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Which provider's address it came to (<c>anthropic</c>, <c>openai</c>, <c>google</c>, <c>chatgpt</c>, <c>azure</c>).</summary>
    public required string Provider { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The request target byte for byte: path and query.</summary>
    public required string RawTarget { get; init; }

    /// <summary><c>HTTP/1.1</c> or <c>HTTP/2</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>Headers in the order and spelling received (over HTTP/2: the order is the server's).</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body as received, still encoded; what came of it where the client broke off.</summary>
    public byte[] Body { get; internal set; } = [];

    /// <summary>False where the sender broke off before the body's end.</summary>
    public bool BodyComplete { get; internal set; }

    /// <summary>The model that the body or the path names.</summary>
    public string? Model { get; internal set; }

    /// <summary>The status answered; 0 while there is none.</summary>
    public int Status { get; internal set; }

    /// <summary>What was billed; null where nothing was.</summary>
    public UpstreamUsage? Usage { get; internal set; }

    /// <summary>The body sent back, chunk by chunk, as it went out (encoded).</summary>
    public IReadOnlyList<byte[]> Sent => _sent;

    /// <summary>The headers sent back.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> SentHeaders { get; internal set; } = [];

    /// <summary>The raw path without the query.</summary>
    public string Path => RawTarget.Split('?')[0];

    /// <summary>How the exchange ended.</summary>
    public Task<RequestEnd> Ended => _ended.Task;

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    private readonly List<byte[]> _sent = [];

    /// <summary>The values of a header, joined by <c>, </c>; null where it is absent.</summary>
    public string? Header(string name)
    {
        var values = Headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).ToArray();
        return values.Length == 0 ? null : string.Join(", ", values);
    }

    internal void AddSent(byte[] chunk)
    {
        lock (_sent) _sent.Add(chunk);
    }

    internal void End(RequestEnd end) => _ended.TrySetResult(end);
}
