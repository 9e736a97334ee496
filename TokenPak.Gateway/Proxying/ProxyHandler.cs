using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Breakers;
using TokenPak.Gateway.Budgets;
using TokenPak.Gateway.Compilation;
using TokenPak.Gateway.Configuration;
using TokenPak.Gateway.Detection;
using TokenPak.Gateway.Diagnostics;
using TokenPak.Gateway.Errors;
using TokenPak.Gateway.Forwarding;
using TokenPak.Gateway.Limits;
using TokenPak.Gateway.Publishing;
using TokenPak.Gateway.Routing;

namespace TokenPak.Gateway.Proxying;

/// <summary>The request path: detect, guard, compile, forward, observe, publish.</summary>
internal sealed class ProxyHandler(
    RequestIntake intake,
    RequestCompilation compilation,
    CallerLimits limits,
    Budget budget,
    BreakerTable breakers,
    Router router,
    RequestForwarder requests,
    CompletionQueue completions,
    RequestTelemetry telemetry,
    IOptions<GatewayOptions> options,
    TimeProvider time)
{
    public async Task HandleAsync(HttpContext context)
    {
        var exchange = intake.Begin(context);
        using var scope = telemetry.Begin(context, exchange);
        try
        {
            if (await intake.DescribeAsync(context, exchange) is { } refusal)
            {
                await RefuseAsync(context, exchange, refusal);
                return;
            }

            if (limits.Enter(exchange) is { } tooMuch)
            {
                await RefuseAsync(context, exchange, tooMuch);
                return;
            }

            if (budget.Check(exchange) is { } usedUp)
            {
                await RefuseAsync(context, exchange, usedUp);
                return;
            }

            // Where a rule could still send the request elsewhere, the forwarder looks.
            if (!router.IsEnabled && breakers[exchange.Upstream.Name] is { KeepsAwayFor: { } left } breaker)
            {
                breaker.CountRejection();
                await RefuseAsync(context, exchange, Refusals.KeptAway(exchange.Upstream.Name, left));
                return;
            }

            if (await PrepareBodyAsync(context, exchange) is { } badBody)
            {
                await RefuseAsync(context, exchange, badBody);
                return;
            }

            if (!exchange.IsRouted) router.Decide(context.Request, exchange, bodyBytes: null);
            await ForwardAsync(context, exchange);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            exchange.Outcome = RequestOutcome.ClientCancelled;
        }
        catch (Exception e) when (e is BadHttpRequestException or IOException && !context.Response.HasStarted)
        {
            // The body broke its own framing, came too slowly, or the client left while sending it.
            await RefuseAsync(context, exchange, Refusals.ForBody(e));
        }
        finally
        {
            exchange.Dispose();
            exchange.Latency = time.GetElapsedTime(exchange.Start);
            exchange.StatusCode = exchange.Outcome == RequestOutcome.ClientCancelled && !context.Response.HasStarted ? StatusCodes.Status499ClientClosedRequest : context.Response.StatusCode;
            telemetry.Complete(context, exchange);
            completions.Add(exchange);
        }
    }

    private async ValueTask<Refusal?> PrepareBodyAsync(HttpContext context, Exchange exchange)
    {
        var request = context.Request;
        if (request.ContentLength > options.Value.RequestMaxBytes) return Refusals.TooLarge(options.Value.RequestMaxBytes);
        if (exchange.Match.Dialect == ApiDialect.None || !HttpMethods.IsPost(request.Method)) return null;
        if (!router.IsEnabled && !RequestCompilation.IsCompiled(exchange))
        {
            exchange.ScanInPassing(context, scan: ContentIsPlain(request));
            return null;
        }

        if (request.ContentType is { Length: > 0 } type && !type.Contains("json", StringComparison.OrdinalIgnoreCase))
        {
            if (RequestCompilation.IsCompiled(exchange)) exchange.Bypass = BypassReasons.NotJson;
            exchange.ScanInPassing(context, scan: false);
            return null;
        }

        await compilation.ApplyAsync(context, exchange);
        return options.Value.StrictValidation && exchange.Bypass == BypassReasons.Malformed ? Refusals.Malformed : budget.CheckBody(exchange);
    }

    private async Task ForwardAsync(HttpContext context, Exchange exchange)
    {
        if (await requests.SendAsync(context, exchange) is not { } refusal) return;
        exchange.ErrorType = refusal.Type;
        await WriteAsync(context, exchange, refusal);
    }

    private static async Task RefuseAsync(HttpContext context, Exchange exchange, Refusal refusal)
    {
        exchange.Outcome = context.RequestAborted.IsCancellationRequested ? RequestOutcome.ClientCancelled : RequestOutcome.Rejected;
        exchange.ErrorType = refusal.Type;
        await WriteAsync(context, exchange, refusal);
    }

    private static Task WriteAsync(HttpContext context, Exchange exchange, Refusal refusal)
    {
        if (context.RequestAborted.IsCancellationRequested) return Task.CompletedTask;
        context.Response.Headers["x-tokenpak-request-id"] = exchange.Id.ToString();
        if (refusal.RetryAfter is { } wait) context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (refusal.IsFinal) context.Response.Headers["x-should-retry"] = "false";
        return context.WriteErrorAsync(refusal.Status, refusal.Type, refusal.Message);
    }

    private static bool ContentIsPlain(HttpRequest request) => Bodies.ContentDecoding.IsIdentity(request.Headers.ContentEncoding.ToString());
}
