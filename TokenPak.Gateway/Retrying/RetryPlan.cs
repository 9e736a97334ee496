using System.Net;
using Microsoft.AspNetCore.Http;
using TokenPak.Gateway.Breakers;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Retrying;

/// <summary>
/// Whether one request may be sent again: only where nothing of it can have been billed, that is, where no connection came about, or where the provider turned it
/// down with 429 or 503 and said when to come again; and only where its body is still there.
/// </summary>
internal sealed class RetryPlan(RetryOptions options, RetryBudget budget, HttpContext context, Exchange exchange, TimeProvider time)
{
    public const string Header = "x-tokenpak-retry";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private readonly long _start = time.GetTimestamp();

    /// <summary>How long to wait before the next try; null where there is none.</summary>
    public TimeSpan? Wait { get; private set; }

    /// <summary>Why there is a next try: <c>connection</c> or a status.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Whether an answer is not passed on but the request sent again.</summary>
    public bool Discards(HttpResponseMessage answer) =>
        answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
        && PauseOf(answer) is { } pause
        && MayTry(pause, answer.StatusCode == HttpStatusCode.TooManyRequests ? "429" : "503");

    /// <summary>Whether a request that got no answer is sent again.</summary>
    public bool TriesAfter(UpstreamFailure failure) =>
        failure == UpstreamFailure.Connection && MayTry(FirstPause * ((1 << exchange.UpstreamRetries) * (0.5 + Random.Shared.NextDouble())), "connection");

    /// <summary>Waits, and puts the body back to its beginning.</summary>
    public async Task PrepareAsync(TimeSpan wait)
    {
        Wait = null;
        exchange.UpstreamRetries++;
        await Task.Delay(wait, time, context.RequestAborted);
        exchange.Rewind(context.Request);
    }

    private bool MayTry(TimeSpan pause, string reason)
    {
        if (exchange.UpstreamRetries >= options.MaxRetries || time.GetElapsedTime(_start) + pause > TimeSpan.FromSeconds(options.DeadlineSeconds)) return false;
        if (context.Request.Headers.Upgrade.Count > 0 || IsOff() || !exchange.CanRewind(context) || !budget.TrySpend()) return false;
        Wait = pause;
        Reason = reason;
        return true;
    }

    private bool IsOff() => context.Request.Headers.TryGetValue(Header, out var value) && value.ToString().Equals("off", StringComparison.OrdinalIgnoreCase);

    private TimeSpan? PauseOf(HttpResponseMessage answer)
    {
        if (answer.Headers.TryGetValues("x-should-retry", out var says) && says.Contains("false", StringComparer.OrdinalIgnoreCase)) return null;
        var after = answer.Headers.RetryAfter;
        var pause = after?.Delta ?? after?.Date - time.GetUtcNow();
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause;
    }
}
