using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Gateway.Tests.Support;

/// <summary>A compiler as a service, that answers whatever the test wants.</summary>
internal sealed class FakeCompilerService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _calls;

    private FakeCompilerService(WebApplication app) => _app = app;

    public Func<HttpContext, Task> Answer { get; set; } = context => SendAsync(context, CompileResultCodec.Encode(new CompileResult { Splices = [], TokensBefore = 7, TokensAfter = 7, Tokenizer = "o200k_base" }));

    public Uri Address => new(_app.Urls.Single());

    public int Calls => Volatile.Read(ref _calls);

    public IHeaderDictionary LastHeaders { get; private set; } = new HeaderDictionary();

    public static async Task<FakeCompilerService> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var service = new FakeCompilerService(app);
        app.Run(async context =>
        {
            Interlocked.Increment(ref service._calls);
            service.LastHeaders = new HeaderDictionary(context.Request.Headers.ToDictionary());
            await context.Request.Body.CopyToAsync(Stream.Null);
            await service.Answer(context);
        });
        await app.StartAsync();
        return service;
    }

    public static async Task SendAsync(HttpContext context, byte[] body, string type = CompileResultCodec.ContentType)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
