using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Breakers;
using TokenPak.Gateway.Diagnostics;
using TokenPak.Gateway.Proxying;
using TokenPak.Gateway.Retrying;
using Yarp.ReverseProxy.Forwarder;

namespace TokenPak.Gateway.Forwarding;

/// <summary>Sends a request to its upstream, until there is an answer to pass on.</summary>
internal sealed class RequestForwarder(
    IHttpForwarder forwarder, UpstreamClient client, BreakerTable breakers, RetryBudget budget, GatewayCounters counters, IOptions<RetryOptions> retries, TimeProvider time)
{
    /// <summary>Null where an answer went to the client, or the client away; what to tell it otherwise.</summary>
    public async Task<Refusal?> SendAsync(HttpContext context, Exchange exchange)
    {
        budget.Earn();
        var config = context.Request.Headers.Upgrade.Count > 0 ? client.UpgradeConfig : client.Config;
        var plan = new RetryPlan(retries.Value, budget, breakers, context, exchange, time);
        if (exchange.Route is not null && !plan.FindOpenWay() && breakers[exchange.Upstream.Name] is { } closed) return KeptAway(exchange, closed);

        exchange.ForwardStart = time.GetTimestamp();
        while (true)
        {
            var upstream = exchange.Upstream;
            var breaker = breakers[upstream.Name];
            using var call = new UpstreamCall(client.Handler, breaker, context.RequestAborted);
            var error = await forwarder.SendAsync(context, upstream.Prefix, call, config, new UpstreamTransformer(exchange, plan, time));
            if (error != ForwarderError.None && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested) plan.AfterFailure(call);
            if (plan.Next is { } next)
            {
                (next.Upstream is null ? counters.Retries : counters.Fallbacks).Add(1, upstream.Name, next.Reason);
                ForgetFailure(context);
                await plan.PrepareAsync(next);
                continue;
            }

            if (error == ForwarderError.None) return null;
            exchange.Outcome = Outcomes.Of(error, context);
            if (context.Response.HasStarted || exchange.Outcome == RequestOutcome.ClientCancelled) return null;
            return call.IsKeptAway && breaker is not null ? KeptAway(exchange, breaker) : Refusals.ForForwarding(error, context.Response.StatusCode, upstream.Name);
        }
    }

    private static Refusal KeptAway(Exchange exchange, UpstreamBreaker breaker)
    {
        breaker.CountRejection();
        exchange.ForwardStart = null;
        exchange.Outcome = RequestOutcome.Rejected;
        return Refusals.KeptAway(exchange.Upstream.Name, breaker.RetryAfter);
    }

    /// <summary>What the forwarder left of a try that failed.</summary>
    private static void ForgetFailure(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Features.Set<IForwarderErrorFeature>(null);
    }
}
