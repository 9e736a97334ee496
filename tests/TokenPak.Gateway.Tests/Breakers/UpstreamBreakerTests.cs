using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;
using TokenPak.Gateway.Breakers;

namespace TokenPak.Gateway.Tests.Breakers;

/// <summary>What counts, and when a breaker opens and closes.</summary>
public sealed class UpstreamBreakerTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _client = new();
    private readonly UpstreamBreaker _breaker;
    private Func<CancellationToken, HttpResponseMessage> _answer = _ => new HttpResponseMessage(HttpStatusCode.OK);

    public UpstreamBreakerTests() => _breaker = new UpstreamBreaker("anthropic", new BreakerOptions { MinimumRequests = 4, BreakSeconds = 15, WindowSeconds = 30 }, _time, NullLogger.Instance);

    public static TheoryData<string, bool> Outcomes() => new()
    {
        { "500", true },
        { "529", true },
        { "429", false },
        { "404", false },
        { "200", false },
        { "no connection", true },
        { "no name", true },
        { "connect timeout", true },
        { "broken", true },
        { "silence", true },
        { "client gone", false },
        { "client's body", false },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Outcome_OfEachKind_CountsOrNot(string outcome, bool counts)
    {
        _answer = Answer(outcome);
        for (var i = 0; i < 4; i++) await SendAsync();

        Assert.Equal(counts ? BreakerState.Open : BreakerState.Closed, _breaker.State);
        Assert.Equal(counts ? 4 : 0, _breaker.Failures);
    }

    [Fact]
    public async Task Open_KeepsRequestsAway_ThenLetsOneThrough()
    {
        _answer = Answer("503");
        for (var i = 0; i < 4; i++) await SendAsync();
        _answer = _ => throw new InvalidOperationException("sent although open");
        Assert.True(await SendAsync());
        Assert.Equal(TimeSpan.FromSeconds(15), _breaker.KeepsAwayFor);

        _time.Advance(TimeSpan.FromSeconds(15.1));
        Assert.Equal((BreakerState.HalfOpen, null), (_breaker.State, _breaker.KeepsAwayFor));
        _answer = Answer("200");
        Assert.False(await SendAsync());
        Assert.Equal(BreakerState.Closed, _breaker.State);
    }

    [Fact]
    public async Task HalfOpen_FailingAgain_OpensAgain()
    {
        _answer = Answer("no connection");
        for (var i = 0; i < 4; i++) await SendAsync();
        _time.Advance(TimeSpan.FromSeconds(15.1));
        Assert.False(await SendAsync());

        Assert.Equal((BreakerState.Open, 2), (_breaker.State, _breaker.Openings));
        Assert.True(await SendAsync());
    }

    [Theory]
    [InlineData("client gone")]
    [InlineData("client's body")]
    public async Task HalfOpen_TryThatSaysNothingOfTheUpstream_LeavesTheNextToTry(string outcome)
    {
        _answer = Answer("500");
        for (var i = 0; i < 4; i++) await SendAsync();
        _time.Advance(TimeSpan.FromSeconds(15.1));
        _answer = Answer(outcome);
        Assert.False(await SendAsync());

        Assert.Equal((BreakerState.HalfOpen, null, 1), (_breaker.State, _breaker.KeepsAwayFor, _breaker.Openings));
        using var stays = new CancellationTokenSource();
        _answer = Answer("500");
        Assert.False(await SendAsync(stays.Token));
        Assert.Equal((BreakerState.Open, 2), (_breaker.State, _breaker.Openings));
        Assert.Equal(TimeSpan.FromSeconds(15), _breaker.KeepsAwayFor);
    }

    [Fact]
    public async Task HalfOpen_CancelOfACallFromBefore_LeavesTheTryToDecide()
    {
        var (before, trying, gone) = (new TaskCompletionSource<HttpResponseMessage>(), new TaskCompletionSource<HttpResponseMessage>(), new CancellationTokenSource());
        using var oldHandler = new Handler(_ => before.Task);
        using var oldCall = new UpstreamCall(oldHandler, _breaker, gone.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1/");
        var old = oldCall.SendAsync(request, CancellationToken.None);
        _answer = Answer("500");
        for (var i = 0; i < 4; i++) await SendAsync();
        _time.Advance(TimeSpan.FromSeconds(15.1));
        using var tryHandler = new Handler(_ => trying.Task);
        using var tryCall = new UpstreamCall(tryHandler, _breaker, _client.Token);
        var tried = tryCall.SendAsync(request, CancellationToken.None);

        await gone.CancelAsync();
        before.SetCanceled(gone.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => old);
        Assert.Equal(BreakerState.HalfOpen, _breaker.State);
        using var answer = new HttpResponseMessage(HttpStatusCode.OK);
        trying.SetResult(answer);
        await tried;

        _answer = Answer("200");
        Assert.False(await SendAsync());
        Assert.Equal(BreakerState.Closed, _breaker.State);
        gone.Dispose();
    }

    [Fact]
    public async Task HalfOpen_WhileOneTries_KeepsOthersAway()
    {
        _answer = Answer("500");
        for (var i = 0; i < 4; i++) await SendAsync();
        _time.Advance(TimeSpan.FromSeconds(15.1));
        bool? other = null;
        _answer = _ =>
        {
            other = SendAsync().GetAwaiter().GetResult();
            return new HttpResponseMessage(HttpStatusCode.OK);
        };
        Assert.False(await SendAsync());

        Assert.True(other);
    }

    [Fact]
    public async Task Failures_FewerThanTheShare_DoNotOpen()
    {
        for (var i = 0; i < 30; i++)
        {
            _answer = Answer(i % 3 == 2 ? "500" : "200");
            await SendAsync();
        }

        Assert.Equal(BreakerState.Closed, _breaker.State);
    }

    [Fact]
    public async Task Call_ThroughAClosedBreaker_AllocatesLittle()
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.OK);
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1/");
        using var handler = new Handler(_ => Task.FromResult(answer));
        await MeasureAsync(null, 100);
        await MeasureAsync(_breaker, 100);
        var without = await MeasureAsync(null, 1000);
        var with = await MeasureAsync(_breaker, 1000);

        Assert.InRange(with - without, 0, 1000 * 128);

        async Task<long> MeasureAsync(UpstreamBreaker? breaker, int times)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < times; i++)
            {
                using var call = new UpstreamCall(handler, breaker, _client.Token);
                await call.SendAsync(request, CancellationToken.None);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Whether the request was kept away.</summary>
    private async Task<bool> SendAsync(CancellationToken? clientGone = null)
    {
        using var handler = new Handler(cancellationToken => Task.FromResult(_answer(cancellationToken)));
        using var call = new UpstreamCall(handler, _breaker, clientGone ?? _client.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1/");
        try
        {
            (await call.SendAsync(request, CancellationToken.None)).Dispose();
        }
        catch (BrokenCircuitException)
        {
            Assert.True(call.IsKeptAway);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            Assert.False(call.IsKeptAway);
        }

        return call.IsKeptAway;
    }

    private Func<CancellationToken, HttpResponseMessage> Answer(string outcome) => _ => outcome switch
    {
        "no connection" => throw new HttpRequestException(HttpRequestError.ConnectionError),
        "no name" => throw new HttpRequestException(HttpRequestError.NameResolutionError),
        "connect timeout" => throw new TaskCanceledException("connecting", new TimeoutException()),
        "broken" => throw new HttpRequestException(HttpRequestError.ResponseEnded),
        "silence" => throw new OperationCanceledException(),
        "client gone" => Leave(),
        "client's body" => throw new HttpRequestException("copying", new BadHttpRequestException("too slow", StatusCodes.Status408RequestTimeout)),
        _ => new HttpResponseMessage((HttpStatusCode)int.Parse(outcome, System.Globalization.CultureInfo.InvariantCulture)),
    };

    private HttpResponseMessage Leave()
    {
        _client.Cancel();
        throw new OperationCanceledException(_client.Token);
    }

    private sealed class Handler(Func<CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(cancellationToken);
    }
}
