using Microsoft.AspNetCore.Http;
using TokenPak.Gateway.Errors;
using Yarp.ReverseProxy.Forwarder;

namespace TokenPak.Gateway.Proxying;

/// <summary>What TokenPak refuses, and in which words. No message repeats anything of the request but names.</summary>
internal static class Refusals
{
    public static readonly Refusal UnknownProvider = new(404, ErrorTypes.UnknownProvider,
        "TokenPak cannot tell which provider this request is for. Use a provider's own path (/v1/messages, /v1/chat/completions, /v1/responses, /v1beta/models/...) or send its credential header.");

    public static readonly Refusal NotOriginForm = new(400, ErrorTypes.InvalidRequest,
        "TokenPak is no forward proxy: set the SDK's base URL instead of HTTP_PROXY, and send the path alone as the request target.");

    public static readonly Refusal InvalidMode = new(400, ErrorTypes.InvalidMode, "x-tokenpak-mode must be off, safe, full or aggressive (or strict, hybrid).");

    public static readonly Refusal InvalidVault = new(400, ErrorTypes.InvalidVault, "x-tokenpak-vault must be on, off or auto.");

    public static readonly Refusal Malformed = new(400, ErrorTypes.MalformedJson, "The request body is not valid JSON.");

    public static Refusal NotConfigured(string provider) => new(404, ErrorTypes.UpstreamNotConfigured,
        $"No address is configured for '{provider}': set TokenPak:Upstreams:{provider}:BaseUrl.");

    public static Refusal Mismatch(string vendor, string provider) => new(400, ErrorTypes.CredentialMismatch,
        $"The request goes to {provider} but carries a credential of {vendor}; TokenPak does not send it there.");

    public static Refusal TooLarge(long limit) => new(413, ErrorTypes.RequestTooLarge, $"The request body is larger than {limit} bytes.");

    public static Refusal KeptAway(string upstream, TimeSpan retryAfter) => new(503, ErrorTypes.CircuitOpen,
        $"{upstream} failed too often lately, so that nothing is sent there for the moment; try again after the seconds in Retry-After.", retryAfter);

    public static Refusal ForBody(Exception e) => (e as BadHttpRequestException)?.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => new(413, ErrorTypes.RequestTooLarge, "The request body is too large."),
        StatusCodes.Status408RequestTimeout => new(408, ErrorTypes.RequestTimeout, "The request body arrived too slowly."),
        _ => new(400, ErrorTypes.InvalidRequest, "The request body could not be read."),
    };

    public static Refusal ForForwarding(ForwarderError error, int status, string provider) => error switch
    {
        ForwarderError.RequestTimedOut => new(504, ErrorTypes.UpstreamTimeout, $"{provider} did not answer in time."),
        ForwarderError.RequestBodyClient when status == StatusCodes.Status413PayloadTooLarge => new(413, ErrorTypes.RequestTooLarge, "The request body is too large."),
        ForwarderError.RequestBodyClient when status == StatusCodes.Status408RequestTimeout => new(408, ErrorTypes.RequestTimeout, "The request body arrived too slowly."),
        ForwarderError.RequestBodyClient => new(400, ErrorTypes.InvalidRequest, "The request body could not be read."),
        _ when status == StatusCodes.Status504GatewayTimeout => new(504, ErrorTypes.UpstreamTimeout, $"{provider} did not answer in time."),
        _ => new(502, ErrorTypes.UpstreamUnreachable, $"{provider} could not be reached, or broke off before it answered."),
    };
}
