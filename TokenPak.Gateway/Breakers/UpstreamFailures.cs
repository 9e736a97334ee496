using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace TokenPak.Gateway.Breakers;

/// <summary>Tells the upstream's failures from the client's.</summary>
internal static class UpstreamFailures
{
    public static UpstreamFailure Of(HttpResponseMessage response) => (int)response.StatusCode >= 500 ? UpstreamFailure.Status : UpstreamFailure.None;

    /// <param name="e">What the call threw.</param>
    /// <param name="isClientGone">Whether the client went away: whatever is thrown then says nothing of the upstream.</param>
    public static UpstreamFailure Of(Exception e, bool isClientGone)
    {
        if (isClientGone || IsOfClient(e)) return UpstreamFailure.None;
        return e switch
        {
            // The handler's own connect timeout; a timeout of the whole call has none inside.
            OperationCanceledException { InnerException: TimeoutException } => UpstreamFailure.Connection,
            OperationCanceledException => UpstreamFailure.Timeout,
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => UpstreamFailure.Connection,
            _ => UpstreamFailure.Broken,
        };
    }

    /// <summary>Whether reading the client's body failed, and the call with it.</summary>
    private static bool IsOfClient(Exception e)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is BadHttpRequestException or ConnectionAbortedException or ConnectionResetException) return true;
        }

        return false;
    }
}
