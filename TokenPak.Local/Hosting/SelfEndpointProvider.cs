using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;
using TokenPak.Contracts;

namespace TokenPak.Local.Hosting;

/// <summary>
/// Answers <c>http://gateway</c> with this process's own address, so that the dashboard's client is the same in both shapes. Asked late: a
/// dynamic port is known only once the server listens.
/// </summary>
internal sealed class SelfEndpointProvider(IServer server, IHostApplicationLifetime lifetime) : IServiceEndpointProvider, IServiceEndpointProviderFactory
{
    public bool TryCreateProvider(ServiceEndpointQuery query, [NotNullWhen(true)] out IServiceEndpointProvider? provider)
    {
        provider = query.ServiceName == ResourceNames.Gateway ? this : null;
        return provider is not null;
    }

    public ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken)
    {
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            if (OwnAddress.TryParse(address, out var endpoint)) endpoints.Endpoints.Add(ServiceEndpoint.Create(endpoint));
        }

        if (!lifetime.ApplicationStarted.IsCancellationRequested)
            endpoints.AddChangeToken(new CancellationChangeToken(lifetime.ApplicationStarted));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
