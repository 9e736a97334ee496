using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TokenPak.Compiler.Caching;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Compiler.Tests.Support;

/// <summary>The compiler in a host of its own, on a free port.</summary>
internal sealed class CompilerUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CompilerUnderTest(WebApplication app) => _app = app;

    public IPromptCompiler Compiler => _app.Services.GetRequiredService<IPromptCompiler>();

    public Uri Address => new(_app.Urls.Single());

    public IServiceProvider Services => _app.Services;

    public static async Task<CompilerUnderTest> StartAsync(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value)));
        builder.Logging.ClearProviders();
        builder.AddCompiler();
        var app = builder.Build();
        app.MapCompiler();
        var started = new CompilerUnderTest(app);
        try
        {
            await app.StartAsync();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the connection to Redis stands; it is made in the background.</summary>
    public async Task ConnectedAsync()
    {
        var connection = Services.GetRequiredService<RedisConnection>();
        await connection.Connecting;
        Assert.NotNull(connection.Database);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
