using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TokenPak.TestKit.Upstream;

/// <summary>
/// Anthropic, OpenAI and Google on a real Kestrel, one port each, as strict as the real ones: required headers, shapes, roles and ids are
/// checked and refused in the provider's own envelope. Records every request and answers realistically, streamed or not.
/// </summary>
public sealed class FakeUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Dictionary<string, UpstreamEndpoint> _endpoints;
    private readonly List<Rule> _rules = [];

    private FakeUpstream(WebApplication app, Dictionary<string, UpstreamEndpoint> endpoints)
    {
        _app = app;
        _endpoints = endpoints;
    }

    /// <summary>What came in.</summary>
    public RequestJournal Requests { get; } = new();

    /// <summary>Base address of a provider: <c>anthropic</c>, <c>openai</c>, <c>google</c>, <c>chatgpt</c>, <c>azure</c>.</summary>
    public Uri this[string provider] => _endpoints[provider].Address;

    /// <summary>Base address of the Anthropic API.</summary>
    public Uri Anthropic => this["anthropic"];

    /// <summary>Base address of the OpenAI API.</summary>
    public Uri OpenAI => this["openai"];

    /// <summary>Base address of the Gemini API.</summary>
    public Uri Google => this["google"];

    /// <summary>The variables that send a TokenPak's traffic here.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        _endpoints.ToDictionary(e => $"TokenPak__Upstreams__{e.Key}__BaseUrl", e => e.Value.Address.AbsoluteUri.TrimEnd('/'));

    /// <summary>Starts on free ports.</summary>
    public static async Task<FakeUpstream> StartAsync()
    {
        var endpoints = new[] { "anthropic", "openai", "google", "chatgpt", "azure" }.ToDictionary(p => p, p => new UpstreamEndpoint(p));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // Header bytes are the client's own; none is refused for not being UTF-8.
            kestrel.RequestHeaderEncodingSelector = static _ => System.Text.Encoding.Latin1;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxRequestHeadersTotalSize = 256 * 1024;
            foreach (var endpoint in endpoints.Values)
            {
                kestrel.Listen(IPAddress.Loopback, 0, options => endpoint.Configure(options, HttpProtocols.Http1));
            }
        });
        var app = builder.Build();
        var upstream = new FakeUpstream(app, endpoints);
        app.UseWebSockets();
        app.Run(new UpstreamHandler(upstream.Requests, upstream.BehaviorFor).HandleAsync);
        await app.StartAsync();
        return upstream;
    }

    /// <summary>
    /// Answers matching requests by <paramref name="behavior"/>, which wins over the model's name, until the returned handle is disposed. The
    /// newest rule wins.
    /// </summary>
    public IDisposable When(Func<RecordedRequest, bool> match, Behavior behavior)
    {
        var rule = new Rule(match, behavior);
        lock (_rules) _rules.Insert(0, rule);
        return new Registration(this, rule);
    }

    /// <summary>Answers every request by <paramref name="behavior"/> until the returned handle is disposed.</summary>
    public IDisposable Always(Behavior behavior) => When(_ => true, behavior);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private Behavior BehaviorFor(RecordedRequest request)
    {
        lock (_rules)
        {
            return _rules.FirstOrDefault(r => r.Match(request))?.Behavior ?? Behavior.FromModel(request.Model);
        }
    }

    private sealed record Rule(Func<RecordedRequest, bool> Match, Behavior Behavior);

    private sealed class Registration(FakeUpstream owner, Rule rule) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._rules) owner._rules.Remove(rule);
        }
    }
}
