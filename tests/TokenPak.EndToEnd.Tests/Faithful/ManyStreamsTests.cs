namespace TokenPak.EndToEnd.Tests.Faithful;

/// <summary>No pool between the client and the provider is smaller than a team with its agents.</summary>
public sealed class ManyStreamsTests(SharedProduct shared) : EndToEndTest(shared)
{
    private const int Streams = 1000;

    [Fact]
    public async Task Streams_AThousandAtOnce_AreAllWithTheProviderAndEndWhole()
    {
        using var gate = new StreamGate();
        using var rule = Upstream.Always(new Behavior { Gate = gate });
        var before = await StoredAsync();
        var mark = Upstream.Requests.Mark();

        var answers = Enumerable.Range(0, Streams).Select(SendAsync).ToArray();
        await Eventually.HoldsAsync(() => Upstream.Requests.Mark() - mark == Streams, $"all of {Streams} streams to be with the provider while none has begun");
        gate.Open();
        var bodies = await Task.WhenAll(answers).InTimeAsync("every stream to end");

        var sent = Upstream.Requests.Since(mark).Select(r => Convert.ToHexString([.. r.Sent.SelectMany(c => c)])).Order();
        Assert.Equal(sent, bodies.Select(Convert.ToHexString).Order());
        await Eventually.HoldsAsync(async () => await StoredAsync() >= before + Streams, "every stream to be stored");
    }

    private async Task<byte[]> SendAsync(int number)
    {
        var dialect = Enum.GetValues<Dialect>()[number % 4];
        using var request = WireRequest.Post(Product.BaseAddressFor(WireRequest.ProviderOf(dialect)), dialect, WireRequest.Ask(dialect, $"Question {number}.", streamed: true), streamed: true);
        using var response = await Product.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal(200, (int)response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync(Cancel);
    }

    private async Task<long?> StoredAsync() => (await Product.ReportAsync("/stats")).GetProperty("session").Number("requests");
}
