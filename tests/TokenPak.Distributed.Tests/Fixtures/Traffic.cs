using System.Collections.Concurrent;
using System.Diagnostics;

namespace TokenPak.Distributed.Tests.Fixtures;

/// <summary>Clients that hold one conversation after another, in three dialects, every second one streamed, until they are told to end.</summary>
internal sealed class Traffic
{
    public const string KeyHeader = "x-test-request";

    private const int Turns = 6;

    private static readonly Dialect[] Dialects = [Dialect.Anthropic, Dialect.OpenAIChat, Dialect.Gemini];

    private readonly ConcurrentQueue<SentRequest> _sent = new();
    private readonly Func<Uri> _address;
    private readonly HttpClient _client;
    private readonly string _name = Guid.NewGuid().ToString("N");
    private readonly Task _workers;
    private int _conversations;
    private volatile bool _ending;

    private Traffic(DistributedProduct product, Func<Uri> address, int workers)
    {
        _address = address;
        _client = product.NewClient();
        _workers = Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(WorkAsync)));
    }

    /// <summary>What has been answered, or has failed, so far.</summary>
    public IReadOnlyCollection<SentRequest> Sent => _sent;

    /// <summary>Starts clients of a product.</summary>
    /// <param name="product">Whom they call.</param>
    /// <param name="address">Where the next request goes; the product's address where null.</param>
    /// <param name="workers">How many at a time.</param>
    public static Traffic Start(DistributedProduct product, Func<Uri>? address = null, int workers = 3) => new(product, address ?? (() => product.Address), workers);

    /// <summary>Waits until so many further requests are over.</summary>
    public Task FurtherAsync(int requests)
    {
        var goal = _sent.Count + requests;
        return Eventually.HoldsAsync(() => _sent.Count >= goal || _workers.IsCompleted, $"{requests} further requests to be over");
    }

    /// <summary>Lets every conversation come to its end.</summary>
    public async Task<IReadOnlyCollection<SentRequest>> EndAsync()
    {
        _ending = true;
        await _workers.InTimeAsync("the conversations to end");
        _client.Dispose();
        return _sent;
    }

    private async Task WorkAsync()
    {
        while (!_ending)
        {
            var number = Interlocked.Increment(ref _conversations);
            var dialect = Dialects[number % Dialects.Length];
            var streamed = number % 2 == 0;
            var conversation = new AgentConversation(dialect, 20_000, $"Find the open orders of branch {_name}-{number}, then run the tests.");
            for (var turn = 1; turn <= Turns; turn++) _sent.Enqueue(await SendAsync(dialect, streamed, number, turn, conversation.Request(turn, streamed)));
        }
    }

    private async Task<SentRequest> SendAsync(Dialect dialect, bool streamed, int conversation, int turn, string body)
    {
        var key = $"{_name}-{conversation}-{turn}";
        var bytes = System.Text.Encoding.UTF8.GetBytes(body);
        var clock = Stopwatch.StartNew();
        try
        {
            using var request = WireRequest.Post(_address(), dialect, bytes, streamed);
            request.Headers.Add(KeyHeader, key);
            using var response = await _client.SendAsync(request).InTimeAsync("an answer");
            var id = response.Headers.TryGetValues("x-tokenpak-request-id", out var ids) ? Guid.Parse(ids.Single()) : (Guid?)null;
            return new SentRequest(key, conversation, turn, bytes, (int)response.StatusCode, id, clock.Elapsed, null);
        }
        catch (Exception e)
        {
            return new SentRequest(key, conversation, turn, bytes, 0, null, clock.Elapsed, e.ToString());
        }
    }
}
