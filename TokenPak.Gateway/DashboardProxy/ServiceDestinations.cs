using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;
using TokenPak.Gateway.Discovery;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace TokenPak.Gateway.DashboardProxy;

/// <summary>Destinations by service discovery: <c>http://dashboard</c> becomes the addresses that stand behind the name.</summary>
internal sealed class ServiceDestinations(ServiceEndpointResolver resolver) : IDestinationResolver
{
    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        Dictionary<string, DestinationConfig> found = [];
        List<IChangeToken> changes = [];
        foreach (var (id, destination) in destinations)
        {
            var address = new Uri(destination.Address);
            var endpoints = await resolver.GetEndpointsAsync(address.GetLeftPart(UriPartial.Authority), cancellationToken);
            changes.Add(endpoints.ChangeToken);
            foreach (var endpoint in endpoints.Endpoints)
            {
                found[$"{id}[{found.Count}]"] = destination with { Address = endpoint.AddressWith(address.Scheme) };
            }
        }

        return new ResolvedDestinationCollection(found, new CompositeChangeToken(changes));
    }
}
