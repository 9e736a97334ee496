using Microsoft.Extensions.ServiceDiscovery;

namespace TokenPak.Gateway.Discovery;

internal static class EndpointAddress
{
    /// <summary>The address without a slash at its end; a configured one may have a scheme of its own.</summary>
    public static string AddressWith(this ServiceEndpoint endpoint, string scheme)
    {
        var text = endpoint.ToString() ?? "";
        return text.Contains("://", StringComparison.Ordinal) ? text.TrimEnd('/') : $"{scheme}://{text}";
    }
}
