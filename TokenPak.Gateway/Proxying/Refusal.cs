namespace TokenPak.Gateway.Proxying;

/// <summary>An error of TokenPak's own, to be put into the caller's envelope.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Type">One of <see cref="Errors.ErrorTypes"/>.</param>
/// <param name="Message">For people; repeats nothing of the request but names.</param>
/// <param name="RetryAfter">When to come again, where that is known.</param>
internal sealed record Refusal(int Status, string Type, string Message, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether a client's library shall not try again by itself.</summary>
    public bool IsFinal { get; init; }
}
