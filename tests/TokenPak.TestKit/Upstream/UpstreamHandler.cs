using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TokenPak.TestKit.Upstream.Anthropic;
using TokenPak.TestKit.Upstream.Google;
using TokenPak.TestKit.Upstream.OpenAI;

namespace TokenPak.TestKit.Upstream;

/// <summary>Takes one request from the wire to its answer.</summary>
internal sealed class UpstreamHandler(RequestJournal journal, Func<RecordedRequest, Behavior> behaviorFor)
{
    private readonly Dictionary<string, IProviderApi> _apis = new()
    {
        ["anthropic"] = new AnthropicApi(),
        ["openai"] = new OpenAIApi(),
        ["chatgpt"] = new OpenAIApi(),
        ["azure"] = new OpenAIApi(),
        ["google"] = new GoogleApi(),
    };

    public async Task HandleAsync(HttpContext context)
    {
        var endpoint = context.Features.GetRequiredFeature<UpstreamEndpoint>();
        var tap = context.Features.GetRequiredFeature<HeadTap>();
        var (target, headers) = tap.TakeHead();
        var request = new RecordedRequest
        {
            Provider = endpoint.Provider,
            Method = context.Request.Method,
            RawTarget = target,
            Protocol = context.Request.Protocol,
            Headers = headers,
        };

        try
        {
            await AnswerAsync(context, request, _apis[endpoint.Provider]);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            request.End(RequestEnd.Aborted);
        }
        finally
        {
            tap.Restart();
        }
    }

    private async Task AnswerAsync(HttpContext context, RecordedRequest request, IProviderApi api)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            journal.Add(request);
            await RealtimeEcho.HandleAsync(context, request);
            return;
        }

        try
        {
            using var body = new MemoryStream();
            try
            {
                await context.Request.Body.CopyToAsync(body, context.RequestAborted);
                request.BodyComplete = true;
            }
            finally
            {
                request.Body = body.ToArray();
            }
        }
        finally
        {
            journal.Add(request);
        }

        var parsed = ApiRequest.Read(request);
        var behavior = behaviorFor(request);
        await ReplyWriter.WriteAsync(context, request, behavior, Answer(api, parsed, behavior));
    }

    private static UpstreamReply Answer(IProviderApi api, ApiRequest request, Behavior behavior)
    {
        if (behavior.Error is { } error)
        {
            var refusal = api.Refuse(error);
            return behavior.RetryAfterSeconds is { } seconds
                ? refusal with { Headers = [.. refusal.Headers, KeyValuePair.Create("retry-after", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture))] }
                : refusal;
        }

        if (behavior.Reply is { } reply) return reply;
        try
        {
            return api.Answer(request, behavior);
        }
        catch (RefusedException e)
        {
            return api.Refuse(e.Error);
        }
        catch (InvalidOperationException e)
        {
            // A member of another JSON type than the rules look for: the real APIs refuse that as well.
            return api.Refuse(new ApiError(400, e.Message));
        }
    }
}
