using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using TokenPak.Contracts.Compilation;
using TokenPak.Gateway.Configuration;

namespace TokenPak.Gateway.Compilation;

/// <summary>
/// The way to the compiler: it fails open. A deadline detects a dead one; after repeated failures it is left alone for a moment, so that not
/// every request waits in vain.
/// </summary>
internal sealed class CompilerGate(IPromptCompiler compiler, ResiliencePipeline breaker, TimeSpan deadline, TimeProvider time, ILogger<CompilerGate> logger)
{
    /// <summary>Whether the compiler answered when it was last asked.</summary>
    public bool IsAvailable { get; private set; } = true;

    public static ResiliencePipeline CreateBreaker(CompilationOptions options, TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.9,
                MinimumThroughput = 3,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(options.PauseSeconds),
                ShouldHandle = new PredicateBuilder().Handle<Exception>(e => e is not OperationCanceledException),
            })
            .Build();

    /// <summary>A result, or why there is none. Throws only where the client went away.</summary>
    /// <param name="request">The body to compile.</param>
    /// <param name="abandoned">Called where the compiler may still be reading the body after the return.</param>
    /// <param name="cancellationToken">The client's.</param>
    public async ValueTask<CompileAnswer> CompileAsync(CompileRequest request, Action abandoned, CancellationToken cancellationToken)
    {
        try
        {
            var result = await breaker.ExecuteAsync(
                static (call, token) => call.Gate.CallAsync(call.Request, call.Abandoned, token), (Gate: this, Request: request, Abandoned: abandoned), cancellationToken);
            IsAvailable = true;
            return new CompileAnswer(result, null);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever went wrong there, the original bytes are right.
            if (IsAvailable) logger.CompilerUnavailable(e.GetType().Name);
            IsAvailable = false;
            return CompileAnswer.Failed(e is InvalidDataException ? BypassReasons.BadResult : BypassReasons.CompilerUnavailable);
        }
    }

    private async ValueTask<CompileResult> CallAsync(CompileRequest request, Action abandoned, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var call = compiler.CompileAsync(request, limit.Token);
        if (call.IsCompletedSuccessfully) return call.Result;

        var answer = call.AsTask();
        try
        {
            return await answer.WaitAsync(deadline, time, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The call's own timeout: a failure of the compiler like any other.
            throw new TimeoutException();
        }
        finally
        {
            if (!answer.IsCompleted)
            {
                abandoned();
                await limit.CancelAsync();
                _ = answer.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }
        }
    }
}
