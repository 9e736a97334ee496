using Polly;

namespace TokenPak.Gateway.Breakers;

/// <summary>
/// One call of an upstream: the forwarder's way to the pooled connections, through the upstream's breaker where there is one. It remembers how the call failed.
/// </summary>
internal sealed class UpstreamCall(HttpMessageHandler handler, UpstreamBreaker? breaker, CancellationToken clientGone) : HttpMessageInvoker(handler, disposeHandler: false)
{
    public static readonly ResiliencePropertyKey<UpstreamCall> Key = new("tokenpak.call");

    private HttpRequestMessage? _request;

    public UpstreamFailure Failure { get; private set; }

    /// <summary>Whether the breaker kept the request away.</summary>
    public bool IsKeptAway { get; private set; }

    public override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _request = request;
        if (breaker is null) return await SendPlainAsync(cancellationToken);
        try
        {
            return await breaker.SendAsync(this, cancellationToken);
        }
        catch (Polly.CircuitBreaker.BrokenCircuitException)
        {
            IsKeptAway = true;
            throw;
        }
    }

    /// <summary>What the breaker looks at.</summary>
    public async ValueTask<Outcome<HttpResponseMessage>> OutcomeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Outcome.FromResult(await SendPlainAsync(cancellationToken));
        }
        catch (Exception e)
        {
            return Outcome.FromException<HttpResponseMessage>(e);
        }
    }

    private async Task<HttpResponseMessage> SendPlainAsync(CancellationToken cancellationToken)
    {
        try
        {
            var response = await base.SendAsync(_request ?? throw new InvalidOperationException("Nothing is to be sent."), cancellationToken);
            Failure = UpstreamFailures.Of(response);
            return response;
        }
        catch (Exception e)
        {
            Failure = UpstreamFailures.Of(e, clientGone.IsCancellationRequested);
            throw;
        }
    }
}
