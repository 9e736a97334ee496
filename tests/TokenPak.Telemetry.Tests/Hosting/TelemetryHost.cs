using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TokenPak.Contracts.Events;
using TokenPak.Contracts.Statistics;
using TokenPak.ServiceDefaults;
using TokenPak.ServiceDefaults.Messaging;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Ingestion;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Tests.Hosting;

/// <summary>The service as its own program composes it, over a real database, with a clock that the test moves and an in-memory bus.</summary>
internal sealed class TelemetryHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TelemetryHost(WebApplication app, FakeTimeProvider time)
    {
        _app = app;
        Time = time;
    }

    public FakeTimeProvider Time { get; }

    public IServiceProvider Services => _app.Services;

    public IStatistics Statistics => Services.GetRequiredService<IStatistics>();

    public RequestStore Store => Services.GetRequiredService<RequestStore>();

    public TelemetryProgress Progress => Services.GetRequiredService<TelemetryProgress>();

    public Uri Address => new(_app.Urls.First());

    public static async Task<TelemetryHost> StartAsync(string connection, Action<IServiceCollection>? configure = null, string? broker = null)
    {
        var time = new FakeTimeProvider(Events.Noon);
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:telemetrydb", connection), new("ConnectionStrings:messaging", broker)]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddTelemetry();
        builder.AddMessaging();
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        // MassTransit's ambient logger may still belong to a host that an earlier test has disposed.
        LogContext.ConfigureCurrentLogContext(app.Services.GetRequiredService<ILoggerFactory>());
        app.MapDefaultEndpoints();
        app.MapTelemetry();
        await app.StartAsync();
        return new TelemetryHost(app, time);
    }

    public Task<int> StoreAsync(params RequestCompleted[] events)
    {
        var mapper = Services.GetRequiredService<EventMapper>();
        return Store.StoreAsync([.. events.Select(mapper.Map).OfType<RequestRecord>()], CancellationToken.None);
    }

    public Task PublishAsync(params RequestCompleted[] events) => Services.GetRequiredService<IBus>().Publish(new RequestCompletedBatch { Events = events });

    public Task<StatisticsSnapshot> SnapshotAsync() => Statistics.GetSnapshotAsync(CancellationToken.None);

    public async Task<IReadOnlyList<RequestRow>> RecentAsync(RecentQuery? query = null) =>
        (await Statistics.GetRecentAsync(query ?? new RecentQuery(), CancellationToken.None)).Recent;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
