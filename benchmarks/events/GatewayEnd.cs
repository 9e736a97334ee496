using TokenPak.Gateway;
using TokenPak.Gateway.Publishing;
using TokenPak.ServiceDefaults;
using TokenPak.ServiceDefaults.Messaging;
using TokenPak.TestKit.Products;

namespace TokenPak.Events;

/// <summary>The gateway's own queue, publisher and spool; its finished requests are made up.</summary>
internal sealed class GatewayEnd : IAsyncDisposable
{
    private const int MostUnderWay = 15_000;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(2);

    private readonly WebApplication _app;
    private readonly TemporaryFolder _spool;
    private readonly CompletionQueue _queue;
    private readonly EventFlow _flow;
    private readonly ExchangeMaker _maker = new(seed: 1);

    private GatewayEnd(WebApplication app, TemporaryFolder spool)
    {
        _app = app;
        _spool = spool;
        _queue = app.Services.GetRequiredService<CompletionQueue>();
        _flow = app.Services.GetRequiredService<EventFlow>();
    }

    public long Lost => _flow.Lost;

    public static async Task<GatewayEnd> StartAsync(string broker)
    {
        var spool = new TemporaryFolder();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:messaging", broker), new("TokenPak:Publishing:SpoolPath", spool.Path)]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults();
        builder.AddGateway();
        builder.AddMessaging();
        var app = builder.Build();
        MassTransit.LogContext.ConfigureCurrentLogContext(app.Services.GetRequiredService<ILoggerFactory>());
        await app.StartAsync();
        return new GatewayEnd(app, spool);
    }

    /// <summary>As fast as the queue's bound allows.</summary>
    public async Task SendAsync(int events)
    {
        using var timer = new PeriodicTimer(Interval);
        for (var i = 0; i < events; i++)
        {
            while (_flow.Accepted - _flow.Published - _flow.Lost >= MostUnderWay) await timer.WaitForNextTickAsync();
            _queue.Add(_maker.Next());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _spool.Dispose();
    }
}
