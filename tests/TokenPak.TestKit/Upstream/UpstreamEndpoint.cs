using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TokenPak.TestKit.Upstream;

/// <summary>One listening port of the fake provider: which provider it plays, known to every request on it.</summary>
internal sealed class UpstreamEndpoint(string provider)
{
    private ListenOptions? _options;

    public string Provider => provider;

    public Uri Address => new($"http://127.0.0.1:{_options?.IPEndPoint?.Port ?? 0}");

    public void Configure(ListenOptions options, HttpProtocols protocols)
    {
        _options = options;
        options.Protocols = protocols;
        options.Use(next => connection =>
        {
            var tap = new HeadTap(connection.Transport.Input);
            connection.Features.Set(tap);
            connection.Features.Set(this);
            connection.Transport = new TappedTransport(tap, connection.Transport.Output);
            return next(connection);
        });
    }

    private sealed record TappedTransport(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
