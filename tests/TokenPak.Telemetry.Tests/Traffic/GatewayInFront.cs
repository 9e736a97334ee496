using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TokenPak.Gateway;
using TokenPak.ServiceDefaults;
using TokenPak.ServiceDefaults.Messaging;

namespace TokenPak.Telemetry.Tests.Traffic;

/// <summary>The gateway before a telemetry service, over HTTP as in the distributed system.</summary>
internal sealed class GatewayInFront : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayInFront(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public static async Task<GatewayInFront> StartAsync(Uri telemetry)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new("services:telemetry:http:0", telemetry.GetLeftPart(UriPartial.Authority)), new("TokenPak:Publishing:Enabled", "false")]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults();
        builder.AddGateway();
        builder.AddMessaging();
        var app = builder.Build();
        LogContext.ConfigureCurrentLogContext(app.Services.GetRequiredService<ILoggerFactory>());
        app.MapGateway();
        await app.StartAsync();
        return new GatewayInFront(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
