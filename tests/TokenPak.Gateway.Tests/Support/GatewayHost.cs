using System.Net;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Statistics;
using TokenPak.ServiceDefaults;
using TokenPak.ServiceDefaults.Messaging;
using TokenPak.TestKit.Upstream;

namespace TokenPak.Gateway.Tests.Support;

/// <summary>The gateway on a real Kestrel, with a provider stand-in behind it and hand-made neighbours in process.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayHost(WebApplication app, FakeUpstream? upstream, FakeCompiler compiler, FakeStatistics statistics, CapturedEvents events, CapturedLogs logs)
    {
        _app = app;
        Provider = upstream;
        Compiler = compiler;
        Statistics = statistics;
        Events = events;
        Logs = logs;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First() ?? throw new InvalidOperationException("not listening"));
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
    }

    private FakeUpstream? Provider { get; }

    public FakeUpstream Upstream => Provider ?? throw new InvalidOperationException("started without a provider");

    public FakeCompiler Compiler { get; }

    public FakeStatistics Statistics { get; }

    public CapturedEvents Events { get; }

    public CapturedLogs Logs { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<GatewayHost> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null, bool withUpstream = true, Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? map = null, string url = "http://127.0.0.1:0", Uri? compilerAt = null, bool withConsumer = true)
    {
        var upstream = withUpstream ? await FakeUpstream.StartAsync() : null;
        var compiler = new FakeCompiler();
        var statistics = new FakeStatistics();
        var events = new CapturedEvents();
        var logs = new CapturedLogs();

        var builder = WebApplication.CreateSlimBuilder();
        // No test shares a spool with another, or with the user's own gateway.
        builder.Configuration.AddInMemoryCollection([new("TokenPak:Publishing:SpoolMaxBytes", "0"), new("TokenPak:Publishing:LingerMs", "0")]);
        builder.Configuration.AddInMemoryCollection(upstream?.Environment.ToDictionary(e => e.Key.Replace("__", ":", StringComparison.Ordinal), e => (string?)e.Value) ?? []);
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        builder.WebHost.UseUrls(url);
        builder.AddServiceDefaults();
        if (compilerAt is null) builder.Services.AddSingleton<IPromptCompiler>(compiler);
        else builder.Configuration["services:compiler:http:0"] = compilerAt.GetLeftPart(UriPartial.Authority);
        builder.Services.AddSingleton<IStatistics>(statistics);
        if (withConsumer) builder.Services.AddSingleton(new BusContribution(bus => bus.AddConsumer<CapturedEvents>()));
        builder.Services.AddSingleton(events);
        builder.AddGateway();
        configure?.Invoke(builder);
        builder.AddMessaging();

        var app = builder.Build();
        LogContext.ConfigureCurrentLogContext(app.Services.GetRequiredService<ILoggerFactory>());
        app.MapDefaultEndpoints();
        app.MapGateway();
        map?.Invoke(app);
        try
        {
            await app.StartAsync();
            return new GatewayHost(app, upstream, compiler, statistics, events, logs);
        }
        catch
        {
            await app.DisposeAsync();
            if (upstream is not null) await upstream.DisposeAsync();
            throw;
        }
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        if (Provider is not null) await Provider.DisposeAsync();
    }
}
