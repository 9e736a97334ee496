using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TokenPak.TestKit.Waiting;

/// <summary>Waits on conditions, never on time: the bound is only how long a failure takes.</summary>
public static class Eventually
{
    /// <summary>How long a condition may take before the test fails.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(15);

    /// <summary>Polls until there is a value.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> probe, string what, TimeSpan? within = null) where T : class
    {
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Interval);
        Exception? last = null;
        do
        {
            try
            {
                if (await probe() is { } value) return value;
                last = null;
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                last = e;
            }
        }
        while (clock.Elapsed < (within ?? Bound) && await timer.WaitForNextTickAsync());

        throw new TimeoutException($"Waited {clock.Elapsed.TotalSeconds:0} s in vain for {what}.", last);
    }

    /// <summary>Polls until there is a value.</summary>
    public static Task<T> GetAsync<T>(Func<T?> probe, string what, TimeSpan? within = null) where T : class =>
        GetAsync(() => Task.FromResult(probe()), what, within);

    /// <summary>Polls until the condition holds.</summary>
    public static Task HoldsAsync(Func<bool> condition, string what, TimeSpan? within = null) =>
        GetAsync(() => condition() ? "" : null, what, within);

    /// <summary>Polls until the condition holds.</summary>
    public static Task HoldsAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null) =>
        GetAsync(async () => await condition() ? "" : null, what, within);

    /// <summary>Fails with a clear message where a task does not end in time.</summary>
    public static async Task<T> InTimeAsync<T>(this Task<T> task, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        try
        {
            return await task.WaitAsync(Bound);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {Bound.TotalSeconds:0} s in vain for {what}.");
        }
    }

    /// <summary>Fails with a clear message where a task does not end in time.</summary>
    public static async Task InTimeAsync(this Task task, [CallerArgumentExpression(nameof(task))] string what = "") =>
        await Wrap(task).InTimeAsync(what);

    private static async Task<bool> Wrap(Task task)
    {
        await task;
        return true;
    }
}
