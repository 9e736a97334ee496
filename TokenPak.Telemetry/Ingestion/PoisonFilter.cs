using MassTransit;
using TokenPak.Telemetry.Diagnostics;

namespace TokenPak.Telemetry.Ingestion;

/// <summary>Counts messages on their way aside: not JSON, of a wrong shape, not to be handled, or of an unknown type.</summary>
internal sealed class PoisonFilter(TelemetryProgress progress, TelemetryMetrics metrics, ILogger<PoisonFilter> logger) : IFilter<ExceptionReceiveContext>, IFilter<ReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        await next.Send(context);
        Count(context.Exception.GetType().Name);
    }

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        await next.Send(context);
        Count("unknown type");
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("poison");

    private void Count(string why)
    {
        progress.CountPoison();
        metrics.CountPoison();
        Log.MessageSetAside(logger, why);
    }
}
