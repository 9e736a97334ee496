using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using TokenPak.TestKit.Upstream;

namespace TokenPak.AppHost.Tests;

/// <summary>The whole system, its servers in containers, before a stand-in for the providers. Needs a container engine.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private FakeUpstream? _upstream;
    private DistributedApplication? _application;

    internal FakeUpstream Upstream => _upstream ?? throw new InvalidOperationException("Not started.");

    internal DistributedApplication Application => _application ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _upstream = await FakeUpstream.StartAsync();
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.TokenPak_AppHost>([$"--Parameters:anthropic-url={_upstream.Anthropic.AbsoluteUri.TrimEnd('/')}"]);

        // Servers of its own: no container or volume of a developer's is touched, and none is left behind.
        foreach (var container in builder.Resources.OfType<ContainerResource>())
        {
            builder.CreateResourceBuilder(container).WithLifetime(ContainerLifetime.Session);
            foreach (var mount in container.Annotations.OfType<ContainerMountAnnotation>().ToArray()) container.Annotations.Remove(mount);
        }

        _application = await builder.BuildAsync();
        using var limit = new CancellationTokenSource(Patience);
        await _application.StartAsync(limit.Token);
        foreach (var name in (string[])["compiler", "telemetry", "dashboard", "gateway"]) await _application.ResourceNotifications.WaitForResourceHealthyAsync(name, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null) await _application.DisposeAsync();
        if (_upstream is not null) await _upstream.DisposeAsync();
    }
}
