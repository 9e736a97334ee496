using System.Diagnostics;
using TokenPak.TestKit.Otlp;

namespace TokenPak.Distributed.Tests.Observability;

/// <summary>A product whose services export to a receiver of this process.</summary>
public sealed class TracedProduct(SharedServers servers) : IAsyncLifetime
{
    private OtlpReceiver? _otlp;
    private DistributedProduct? _product;
    private int _sent;

    public OtlpReceiver Otlp => _otlp ?? throw new InvalidOperationException("The fixture has not started.");

    public DistributedProduct Product => _product ?? throw new InvalidOperationException("The fixture has not started.");

    public async ValueTask InitializeAsync()
    {
        _otlp = await OtlpReceiver.StartAsync();
        _product = await DistributedProduct.StartAsync(new ProductOptions { Environment = _otlp.Environment }, servers.Servers);
    }

    public async ValueTask DisposeAsync()
    {
        if (_product is not null) await _product.DisposeAsync();
        if (_otlp is not null) await _otlp.DisposeAsync();
    }

    /// <summary>Sends an agent's request that no cache knows and that begins a trace of its own; returns the trace's id and the client's span.</summary>
    public async Task<(string TraceId, string SpanId)> SendAsync(Dialect dialect = Dialect.Anthropic, bool streamed = false)
    {
        var (trace, span) = (ActivityTraceId.CreateRandom().ToHexString(), ActivitySpanId.CreateRandom().ToHexString());
        using var request = WireRequest.Post(Product.Address, dialect, new AgentConversation(dialect, 40_000 + Interlocked.Increment(ref _sent)).Request(turns: 3, streamed), streamed);
        request.Headers.TryAddWithoutValidation("traceparent", $"00-{trace}-{span}-01");
        using var response = await Product.Client.SendAsync(request).InTimeAsync("an answer");
        response.EnsureSuccessStatusCode();
        return (trace, span);
    }
}
