using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using TokenPak.TestKit.Servers;

namespace TokenPak.EndToEnd.Tests.Dashboard;

/// <summary>A dashboard of its own, whose way to the statistics breaks and heals.</summary>
public sealed class AwayTests(SharedProduct shared, SharedBrowser browser) : DashboardTest(shared, browser)
{
    private volatile bool _away;

    [Fact]
    public async Task Statistics_Away_KeepTheLastFiguresAndComeBackByThemselves()
    {
        await CompiledRowAsync("before-they-went-away");
        await using var way = await WayAsync();
        var address = way.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First() ?? throw new InvalidOperationException("not listening");
        await using var dashboard = new ServiceProcess("TokenPak.Dashboard", FreePorts.Take(1)[0], new Dictionary<string, string> { ["services__gateway__http__0"] = address });
        await dashboard.RestartAsync();
        await Eventually.HoldsAsync(dashboard.IsReadyAsync, "the dashboard to be ready");
        await using var window = await Window.OpenAsync(Browser, dashboard.Address);
        await window.GoAsync("");
        await window.SeesAsync("Saved, net");

        _away = true;
        await window.SeesAsync("The statistics are away.");
        await window.SeesAsync("Saved, net");
        Assert.Empty(await window.AxeAsync());

        _away = false;
        await Assertions.Expect(window.Page.GetByText("The statistics are away.")).ToHaveCountAsync(0);
        Assert.Empty(window.Problems);
    }

    /// <summary>Hands readings on to the product, unless they are to find nobody.</summary>
    private async Task<WebApplication> WayAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            if (_away)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            using var answer = await Product.Client.GetAsync(new Uri(context.Request.Path + context.Request.QueryString, UriKind.Relative));
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            await answer.Content.CopyToAsync(context.Response.Body);
        });
        await app.StartAsync();
        return app;
    }
}
