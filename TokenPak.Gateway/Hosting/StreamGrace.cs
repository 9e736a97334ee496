using Microsoft.Extensions.Options;
using TokenPak.Gateway.Configuration;

namespace TokenPak.Gateway.Hosting;

/// <summary>
/// Gives answers under way a grace when the process is asked to stop, then cuts them: what is left of the shutdown belongs to storing their events.
/// </summary>
internal sealed class StreamGrace : IDisposable
{
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenRegistration _stopping;

    public StreamGrace(IHostApplicationLifetime lifetime, IOptions<GatewayOptions> options, TimeProvider time)
    {
        _over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _stopping = lifetime.ApplicationStopping.Register(() => _over.CancelAfter(TimeSpan.FromSeconds(options.Value.ShutdownGraceSeconds)));
    }

    /// <summary>First in the pipeline: every request counts.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        await using var cut = _over.Token.UnsafeRegister(static state => ((HttpContext)state!).Abort(), context);
        await next(context);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _over.Dispose();
    }
}
