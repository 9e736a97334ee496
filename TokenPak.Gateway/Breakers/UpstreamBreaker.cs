using System.Diagnostics;
using Polly;
using Polly.CircuitBreaker;

namespace TokenPak.Gateway.Breakers;

/// <summary>One upstream's circuit breaker. An answer counts once its headers are there: what becomes of a stream after that is no matter of it.</summary>
internal sealed class UpstreamBreaker
{
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly TimeProvider _time;
    private readonly string _upstream;
    private readonly ILogger _logger;
    private long _openUntil;
    private long _failures;
    private long _rejections;
    private long _openings;

    public UpstreamBreaker(string upstream, BreakerOptions options, TimeProvider time, ILogger logger)
    {
        _upstream = upstream;
        _time = time;
        _logger = logger;
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                FailureRatio = options.FailureRatio,
                MinimumThroughput = options.MinimumRequests,
                SamplingDuration = TimeSpan.FromSeconds(options.WindowSeconds),
                StateProvider = _state,

                // The call says itself whether it failed: who cancelled is not to be seen from its outcome. A half-open breaker closes on whatever is no failure, so that a try
                // which ended without saying anything of the upstream opens it again, for no time at all: the next request tries.
                ShouldHandle = args => ValueTask.FromResult(Failed(args.Context) || (args.Outcome.Exception is not null && _state.CircuitState == CircuitState.HalfOpen)),
                BreakDurationGenerator = args => ValueTask.FromResult(Failed(args.Context) ? TimeSpan.FromSeconds(options.BreakSeconds) : TimeSpan.Zero),
                OnOpened = OnOpened,
                OnClosed = OnClosed,
            })
            .Build();
    }

    /// <summary>Failures since start, by which the breaker decides.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Requests kept away since start.</summary>
    public long Rejections => Interlocked.Read(ref _rejections);

    /// <summary>How often it opened since start.</summary>
    public long Openings => Interlocked.Read(ref _openings);

    /// <summary>Open while requests are kept away; half open once the next one may try.</summary>
    public BreakerState State => _state.CircuitState switch
    {
        CircuitState.Closed => BreakerState.Closed,
        CircuitState.HalfOpen => BreakerState.HalfOpen,
        _ => RemainingBreak() > TimeSpan.Zero ? BreakerState.Open : BreakerState.HalfOpen,
    };

    /// <summary>How long requests are still kept away; null where one may be sent.</summary>
    public TimeSpan? KeepsAwayFor => _state.CircuitState == CircuitState.Open && RemainingBreak() is var left && left > TimeSpan.Zero ? left : null;

    /// <summary>When to come again, for a request that was kept away.</summary>
    public TimeSpan RetryAfter => KeepsAwayFor ?? TimeSpan.FromSeconds(1);

    public void CountRejection() => Interlocked.Increment(ref _rejections);

    /// <summary>Sends the request. Throws <see cref="BrokenCircuitException"/> where it is kept away.</summary>
    public async Task<HttpResponseMessage> SendAsync(UpstreamCall call, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(UpstreamCall.Key, call);
        try
        {
            var outcome = await _pipeline.ExecuteOutcomeAsync(static (context, call) => call.OutcomeAsync(context.CancellationToken), context, call);
            if (call.Failure != UpstreamFailure.None) Interlocked.Increment(ref _failures);
            outcome.ThrowIfException();
            return outcome.Result ?? throw new UnreachableException();
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static bool Failed(ResilienceContext context) => context.Properties.TryGetValue(UpstreamCall.Key, out var call) && call.Failure != UpstreamFailure.None;

    private TimeSpan RemainingBreak() => _time.GetElapsedTime(_time.GetTimestamp(), Interlocked.Read(ref _openUntil));

    private ValueTask OnOpened(OnCircuitOpenedArguments<HttpResponseMessage> args)
    {
        Interlocked.Exchange(ref _openUntil, _time.GetTimestamp() + (long)(args.BreakDuration.TotalSeconds * _time.TimestampFrequency));
        if (!Failed(args.Context)) return default;
        Interlocked.Increment(ref _openings);
        _logger.BreakerOpened(_upstream, args.BreakDuration.TotalSeconds);
        return default;
    }

    private ValueTask OnClosed(OnCircuitClosedArguments<HttpResponseMessage> args)
    {
        _logger.BreakerClosed(_upstream);
        return default;
    }
}
