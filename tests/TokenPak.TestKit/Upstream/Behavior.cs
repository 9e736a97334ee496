namespace TokenPak.TestKit.Upstream;

/// <summary>How the fake provider departs from its ordinary answer. Chosen by the model's name (<see cref="FromModel"/>) or by <see cref="FakeUpstream.When"/>.</summary>
public sealed record Behavior
{
    /// <summary>Answer this status in the provider's envelope, before looking at the body.</summary>
    public ApiError? Error { get; init; }

    /// <summary>Seconds for <c>Retry-After</c> beside an <see cref="Error"/>.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Break the connection after this many chunks of the answer.</summary>
    public int? DieAfterChunks { get; init; }

    /// <summary><c>gzip</c>, <c>br</c> or <c>zstd</c>: sent whether asked for or not.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>Each chunk of the answer waits for the test.</summary>
    public StreamGate? Gate { get; init; }

    /// <summary>Answer bytes that are no JSON, under a JSON content type and status 200.</summary>
    public bool Garbage { get; init; }

    /// <summary>The answer's text.</summary>
    public string Text { get; init; } = "The answer is 42, as \"computed\" above – see ✓.";

    /// <summary>Plays an agent's model; where it calls no more, the answer is <see cref="Text"/>.</summary>
    public ToolScript? Script { get; init; }

    /// <summary>Think before answering.</summary>
    public bool Thinking { get; init; }

    /// <summary>What is billed; counted roughly from the body where null.</summary>
    public UpstreamUsage? Usage { get; init; }

    /// <summary>Headers beside the provider's own.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Replaces the whole answer.</summary>
    public UpstreamReply? Reply { get; init; }

    /// <summary>
    /// The behaviours that an unmodified SDK client can ask for by a model's name: <c>…-error-429</c>, <c>…-dies</c>, <c>…-gzip</c>, <c>…-br</c>, <c>…-zstd</c>,
    /// <c>…-garbage</c>, <c>…-thinking</c>, <c>…-cached</c>.
    /// </summary>
    public static Behavior FromModel(string? model)
    {
        if (model is null) return new Behavior();
        if (model.IndexOf("-error-", StringComparison.Ordinal) is var at and >= 0
            && int.TryParse(model.AsSpan(at + 7, Math.Min(3, model.Length - at - 7)), out var status))
        {
            return new Behavior { Error = new ApiError(status, ReasonFor(status)), RetryAfterSeconds = status is 429 or 503 or 529 ? 7 : null };
        }

        return new Behavior
        {
            DieAfterChunks = Has("-dies") ? 3 : null,
            ContentEncoding = Has("-gzip") ? "gzip" : Has("-br") ? "br" : Has("-zstd") ? "zstd" : null,
            Garbage = Has("-garbage"),
            Thinking = Has("-thinking"),
            Usage = Has("-cached") ? new UpstreamUsage { Uncached = 31, CacheRead = 2048, CacheWrite = 512, CacheWrite1h = 128, Output = 17 } : null,
        };

        bool Has(string word) => model.Contains(word, StringComparison.Ordinal);
    }

    private static string ReasonFor(int status) => status switch
    {
        400 => "The request is not valid.",
        401 => "The key is not valid.",
        403 => "The key may not do this.",
        404 => "There is no such model.",
        429 => "This request would exceed your rate limit.",
        503 or 529 => "Overloaded",
        _ => "Internal server error",
    };
}
