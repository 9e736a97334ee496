using Microsoft.Extensions.ServiceDiscovery;
using TokenPak.Gateway.Discovery;

namespace TokenPak.Gateway.Compilation;

/// <summary>
/// Gives every call to the next replica behind the service's name. Where one refuses the connection or breaks it off, the others are asked, and all of them once
/// more (a connection that was kept from before a restart breaks once): service discovery's own turns could come back to the same one. Compiling twice does no harm.
/// </summary>
internal sealed class ReplicaHandler(ServiceEndpointResolver resolver) : DelegatingHandler
{
    private const int Rounds = 2;

    private uint _turn;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri ?? throw new InvalidOperationException("A call has an address.");
        var replicas = (await resolver.GetEndpointsAsync(uri.GetLeftPart(UriPartial.Authority), cancellationToken)).Endpoints;
        var turn = Interlocked.Increment(ref _turn);
        for (uint attempt = 1; ; attempt++)
        {
            request.RequestUri = new Uri(replicas[(int)((turn + attempt) % (uint)replicas.Count)].AddressWith(uri.Scheme) + uri.PathAndQuery);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException) when (attempt < Rounds * replicas.Count)
            {
                // Nothing was heard of it: the next one.
            }
        }
    }
}
