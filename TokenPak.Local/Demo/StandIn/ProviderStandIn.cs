using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace TokenPak.Local.Demo.StandIn;

/// <summary>
/// Stands where the provider would: speaks its messages API over HTTP, answers from the script, and reports usage by its cache rules. Every key has a
/// cache of its own, as every organisation has.
/// </summary>
internal sealed class ProviderStandIn : IAsyncDisposable
{
    // Claude Sonnet's; docs.claude.com, prompt caching, read 2026-11-24.
    private const int CacheMinimum = 1024;

    private readonly DemoScript _script;
    private readonly Func<string, CancellationToken, ValueTask<int>> _countTokens;
    private readonly ConcurrentDictionary<string, PromptCache> _caches = new();
    private readonly WebApplication _app;

    private ProviderStandIn(DemoScript script, Func<string, CancellationToken, ValueTask<int>> countTokens)
    {
        _script = script;
        _countTokens = countTokens;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _app.MapPost("/v1/messages", AnswerAsync);
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Prompts received whole, for those who want to compare bytes.</summary>
    public event Action<ReadOnlyMemory<byte>>? Received;

    public static async Task<ProviderStandIn> StartAsync(
        DemoScript script, Func<string, CancellationToken, ValueTask<int>> countTokens, CancellationToken cancellationToken)
    {
        var standIn = new ProviderStandIn(script, countTokens);
        await standIn._app.StartAsync(cancellationToken);
        standIn.Address = new Uri($"http://127.0.0.1:{Hosting.OwnAddress.Port(standIn._app)}/");
        return standIn;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Received?.Invoke(body.ToArray());
        using var request = JsonDocument.Parse(body.ToArray());

        var blocks = PromptBlock.Read(request.RootElement);
        var tokens = new int[blocks.Count];
        for (var i = 0; i < tokens.Length; i++) tokens[i] = await _countTokens(blocks[i].Text, context.RequestAborted);
        var cache = _caches.GetOrAdd(context.Request.Headers["x-api-key"].ToString(), _ => new PromptCache(CacheMinimum));
        var usage = cache.Bill(blocks, tokens);

        var turn = request.RootElement.GetProperty("messages").EnumerateArray().Count(m => m.GetProperty("role").ValueEquals("assistant"));
        var said = turn < _script.Turns.Count ? _script.Turns[turn].Say : _script.Closing;
        var answer = StandInAnswer.Write(_script, turn, usage, await _countTokens(said, context.RequestAborted));
        context.Response.ContentType = "application/json";
        await context.Response.BodyWriter.WriteAsync(answer, context.RequestAborted);
    }
}
