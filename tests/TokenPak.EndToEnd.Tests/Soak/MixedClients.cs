namespace TokenPak.EndToEnd.Tests.Soak;

/// <summary>Clients that send what a day brings, over and over: conversations, streams, answers left in their midst, every kind of failure.</summary>
internal sealed class MixedClients(ProductUnderTest product, int clients)
{
    private const int JournalLength = 2000;

    private static readonly string[] Endings = ["", "", "", "-error-429", "-error-400", "-error-500", "-dies", "-garbage", "-gzip", "-cached"];

    private int _sent;
    private int _failed;

    /// <summary>Requests whose headers were awaited; each has to have its row.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>Requests whose answer broke off, as the provider's did; or never began, where the reset overtook its first bytes.</summary>
    public int Failed => Volatile.Read(ref _failed);

    public Task RunAsync(TimeSpan duration)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        return Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            using var http = product.NewClient();
            for (var number = client; clock.Elapsed < duration; number += clients) await SendAsync(http, number);
        })));
    }

    private async Task SendAsync(HttpClient http, int number)
    {
        var dialect = Enum.GetValues<Dialect>()[number % 4];
        var streamed = number / 4 % 2 == 0;
        var ending = Endings[number / 8 % Endings.Length];
        var model = WireRequest.ModelOf(dialect) + ending;
        var body = ending.Length == 0 && number % 5 == 0
            ? new AgentConversation(dialect, 20_000, $"Order {number / 40}").Request(1 + number % 6, streamed)
            : WireRequest.Ask(dialect, $"Question {number}.", streamed, model);
        using var request = WireRequest.Post(product.Address, dialect, body, streamed, model);
        Interlocked.Increment(ref _sent);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).InTimeAsync("an answer");
            if (response.StatusCode == System.Net.HttpStatusCode.BadGateway) Interlocked.Increment(ref _failed);

            // Every seventh leaves without reading it.
            if (number % 7 != 0) await response.Content.ReadAsByteArrayAsync().InTimeAsync("its end");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            Interlocked.Increment(ref _failed);
        }

        if (product.Upstream.Requests.Mark() > JournalLength) product.Upstream.Requests.Forget();
    }
}
