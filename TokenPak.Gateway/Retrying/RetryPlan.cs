using System.Globalization;
using Microsoft.AspNetCore.Http;
using TokenPak.Gateway.Breakers;
using TokenPak.Gateway.Forwarding;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Retrying;

/// <summary>
/// What follows on a try that failed. Where the router named a fallback, that; otherwise the same upstream again, but only where nothing of the request can have been
/// billed: no connection came about, or the provider turned it down with 429 or 503 and said when to come again. Either needs the body to be there still.
/// </summary>
internal sealed class RetryPlan(RetryOptions options, RetryBudget budget, BreakerTable breakers, HttpContext context, Exchange exchange, TimeProvider time)
{
    public const string Header = "x-tokenpak-retry";

    private const string KeptAway = "circuit_open";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private readonly long _start = time.GetTimestamp();

    /// <summary>What to do next; null where the answer is passed on.</summary>
    public NextTry? Next { get; private set; }

    /// <summary>Whether an answer is not passed on since another try follows.</summary>
    public bool Discards(HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        if (status != 429 && status < 500) return false;
        var reason = status.ToString(CultureInfo.InvariantCulture);
        Next = FallBack(reason) ?? (status is 429 or 503 && PauseOf(answer) is { } pause ? Again(pause, reason) : null);
        return Next is not null;
    }

    /// <summary>Decides about a call that got no answer.</summary>
    public void AfterFailure(UpstreamCall call)
    {
        if (call.IsKeptAway) Next = FallBack(KeptAway);
        else if (call.Failure == UpstreamFailure.Connection) Next = FallBack("connection") ?? Again(FirstPause * ((1 << exchange.UpstreamRetries) * (0.5 + Random.Shared.NextDouble())), "connection");
    }

    /// <summary>Passes over upstreams that are kept away, before anything is sent; false where the last one is.</summary>
    public bool FindOpenWay()
    {
        if (breakers[exchange.Upstream.Name]?.KeepsAwayFor is null) return true;
        if (FallBack(KeptAway, isUnsent: true) is not { Upstream: { } upstream }) return false;
        exchange.Target = upstream;
        return true;
    }

    /// <summary>Gets everything ready for the next try.</summary>
    public async Task PrepareAsync(NextTry next)
    {
        Next = null;
        if (next.Upstream is { } upstream)
        {
            exchange.Target = upstream;
        }
        else
        {
            exchange.UpstreamRetries++;
            await Task.Delay(next.Wait, time, context.RequestAborted);
        }

        exchange.Rewind(context.Request);
    }

    private NextTry? FallBack(string reason, bool isUnsent = false)
    {
        if (exchange.Route is not { Next: not null } route || !(isUnsent || exchange.CanRewind(context))) return null;
        route.Leave(exchange.Upstream, reason);
        while (route.Next is { } next)
        {
            route.Advance();
            if (breakers[next.Name]?.KeepsAwayFor is null) return new NextTry(reason, TimeSpan.Zero, next);
            route.Leave(next, KeptAway);
        }

        return null;
    }

    private NextTry? Again(TimeSpan pause, string reason)
    {
        if (exchange.UpstreamRetries >= options.MaxRetries || time.GetElapsedTime(_start) + pause > TimeSpan.FromSeconds(options.DeadlineSeconds)) return null;
        if (context.Request.Headers.Upgrade.Count > 0 || IsOff() || !exchange.CanRewind(context) || !budget.TrySpend()) return null;
        return new NextTry(reason, pause, null);
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
