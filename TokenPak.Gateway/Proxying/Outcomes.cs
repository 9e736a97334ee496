using Microsoft.AspNetCore.Http;
using TokenPak.Contracts.Events;
using Yarp.ReverseProxy.Forwarder;

namespace TokenPak.Gateway.Proxying;

/// <summary>How a request ended, by what the forwarder says.</summary>
internal static class Outcomes
{
    public static RequestOutcome Of(ForwarderError error, HttpContext context) => error switch
    {
        ForwarderError.None => RequestOutcome.Completed,
        ForwarderError.RequestBodyClient when !context.RequestAborted.IsCancellationRequested => RequestOutcome.Rejected,
        ForwarderError.ResponseBodyClient or ForwarderError.RequestBodyClient => RequestOutcome.ClientCancelled,
        _ when context.RequestAborted.IsCancellationRequested && error is not ForwarderError.ResponseBodyDestination => RequestOutcome.ClientCancelled,
        ForwarderError.UpgradeRequestClient or ForwarderError.UpgradeResponseClient or ForwarderError.UpgradeRequestCanceled or ForwarderError.UpgradeResponseCanceled => RequestOutcome.ClientCancelled,
        ForwarderError.ResponseBodyDestination or ForwarderError.ResponseBodyCanceled or ForwarderError.UpgradeResponseDestination or ForwarderError.UpgradeRequestDestination => RequestOutcome.UpstreamAborted,
        _ => context.Response.HasStarted ? RequestOutcome.UpstreamAborted : RequestOutcome.UpstreamUnavailable,
    };
}
