using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using TokenPak.Contracts.Compilation;
using TokenPak.Gateway.Observation;
using TokenPak.Gateway.Proxying;
using TokenPak.Gateway.Retrying;
using TokenPak.Gateway.Routing;
using Yarp.ReverseProxy.Forwarder;

namespace TokenPak.Gateway.Forwarding;

/// <summary>Carries headers across unchanged, but for those of <see cref="HopByHop"/> and the key rewrite.</summary>
internal sealed class UpstreamTransformer(Exchange exchange, RetryPlan plan, TimeProvider time) : HttpTransformer
{
    private const string AnthropicVersion = "2023-06-01";
    private long _sent;

    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        var request = httpContext.Request;
        if (proxyRequest.Content is null && HasContentHeaders(request.Headers))
        {
            // Only YARP's own transform can make the empty content that carries content headers of a request without a body.
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.Headers.Clear();
            proxyRequest.Content?.Headers.Clear();
        }

        CopyHeaders(request.Headers, proxyRequest);
        if (proxyRequest.Content is { } content && request.ContentLength is { } length) content.Headers.ContentLength = length;
        proxyRequest.RequestUri = exchange.Upstream.Address(Target(httpContext));
        _sent = time.GetTimestamp();
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null || plan.Discards(proxyResponse)) return false;
        exchange.UpstreamTime = time.GetElapsedTime(_sent);

        var response = httpContext.Response;
        response.StatusCode = (int)proxyResponse.StatusCode;
        if (httpContext.Features.Get<IHttpResponseFeature>() is { } feature && !string.IsNullOrEmpty(proxyResponse.ReasonPhrase)) feature.ReasonPhrase = proxyResponse.ReasonPhrase;
        Copy(proxyResponse.Headers, response.Headers);
        Copy(proxyResponse.Content.Headers, response.Headers);
        AddOwnHeaders(response.Headers);

        var observer = new ResponseObserver(
            exchange.Upstream.Provider, exchange.Match.Dialect, One(response.Headers.ContentType), One(response.Headers.ContentEncoding),
            countDeltas: exchange is { Match.Dialect: ApiDialect.OpenAIChat, Compiled: not null, Facts.IncludeUsage: false });
        exchange.Response = observer;
        if (response.StatusCode == StatusCodes.Status101SwitchingProtocols) return true;

        // A stream's headers do not wait for its first event.
        if (observer.IsEventStream) await response.Body.FlushAsync(cancellationToken);
        response.Body = new ObservingStream(response.Body, observer, time);
        return true;
    }

    private string Target(HttpContext context)
    {
        var target = RequestTarget.Of(context);
        if (exchange.Route is null && exchange.Upstream.ApiKey is null) return target;
        if (UpstreamCredentials.StayHere(exchange.Upstream, exchange.HomeUpstream)) target = UpstreamCredentials.Without(target);
        return exchange is { Route.Rule.Model: { } model, Match.Model: not null } ? ModelPath.Replace(target, model) : target;
    }

    private void CopyHeaders(IHeaderDictionary headers, HttpRequestMessage outgoing)
    {
        var keepsCredentials = UpstreamCredentials.StayHere(exchange.Upstream, exchange.HomeUpstream);
        var nominated = HopByHop.Nominated(headers);
        foreach (var (name, values) in headers)
        {
            if (HopByHop.StopsRequest(name)) continue;
            if (nominated is not null && nominated.Contains(name, StringComparer.OrdinalIgnoreCase)) continue;
            if (exchange.DropContentEncoding && name.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase)) continue;
            if (keepsCredentials && UpstreamCredentials.IsCredential(name)) continue;
            if (exchange.RewriteBearer && name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)) continue;
            Add(outgoing, name, values);
        }

        if (keepsCredentials) UpstreamCredentials.Add(outgoing, exchange.Upstream);
        if (!exchange.RewriteBearer) return;
        if (!keepsCredentials && !headers.ContainsKey("x-api-key")) outgoing.Headers.TryAddWithoutValidation("x-api-key", headers.Authorization.ToString()["Bearer ".Length..].Trim());

        // A client that sends its key as a bearer may be one that knows nothing of Anthropic's own headers; the API refuses requests without this one.
        if (!headers.ContainsKey("anthropic-version")) outgoing.Headers.TryAddWithoutValidation("anthropic-version", AnthropicVersion);
    }

    private static void Add(HttpRequestMessage outgoing, string name, StringValues values)
    {
        if (values.Count == 1)
        {
            var value = values.ToString();
            if (!outgoing.Headers.TryAddWithoutValidation(name, value)) outgoing.Content?.Headers.TryAddWithoutValidation(name, value);
        }
        else
        {
            string?[] all = values.ToArray();
            if (!outgoing.Headers.TryAddWithoutValidation(name, all)) outgoing.Content?.Headers.TryAddWithoutValidation(name, all);
        }
    }

    private static bool HasContentHeaders(IHeaderDictionary headers)
    {
        foreach (var (name, _) in headers)
        {
            if (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static void Copy(HttpHeaders from, IHeaderDictionary to)
    {
        foreach (var (name, values) in from.NonValidated)
        {
            if (HopByHop.StopsResponse(name)) continue;
            if (values.Count == 1)
            {
                to.Append(name, values.ToString());
                continue;
            }

            foreach (var value in values) to.Append(name, value);
        }
    }

    private void AddOwnHeaders(IHeaderDictionary headers)
    {
        headers.Append("x-tokenpak-request-id", exchange.Id.ToString());
        headers.Append("x-tokenpak-mode", exchange.Mode.ToWireName());
        if (exchange.Route is { } route)
        {
            headers.Append("x-tokenpak-route", route.Rule.Name);
            headers.Append("x-tokenpak-upstream", exchange.Upstream.Name);
        }

        if (exchange.BudgetWarning is { } warning) headers.Append("x-tokenpak-budget-warning", warning);
        if (exchange.UpstreamRetries > 0) headers.Append("x-tokenpak-retries", exchange.UpstreamRetries.ToString(CultureInfo.InvariantCulture));
        if (exchange.Compiled is { TokensBefore: { } before, TokensAfter: { } after })
        {
            headers.Append("x-tokenpak-tokens-before", before.ToString(CultureInfo.InvariantCulture));
            headers.Append("x-tokenpak-tokens-after", after.ToString(CultureInfo.InvariantCulture));
        }

        if (exchange.CacheBreakpoints > 0) headers.Append("x-tokenpak-cache-breakpoints", exchange.CacheBreakpoints.ToString(CultureInfo.InvariantCulture));

        var upstream = exchange.UpstreamTime.GetValueOrDefault().TotalMilliseconds;
        headers.Append("Server-Timing", exchange.CompileTime is { } compile
            ? string.Create(CultureInfo.InvariantCulture, $"tokenpak-compile;dur={compile.TotalMilliseconds:0.###}, tokenpak-upstream;dur={upstream:0.###}")
            : string.Create(CultureInfo.InvariantCulture, $"tokenpak-upstream;dur={upstream:0.###}"));
    }

    private static string? One(StringValues values) => values.Count == 0 ? null : values.ToString();
}
