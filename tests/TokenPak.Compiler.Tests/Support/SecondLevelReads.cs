using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace TokenPak.Compiler.Tests.Support;

/// <summary>How each look into the second level ended, as the compiler's own metric says.</summary>
internal sealed class SecondLevelReads : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _results = new();

    public SecondLevelReads(CompilerUnderTest compiler)
    {
        var meters = compiler.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Name == "tokenpak.cache.second_level.duration") listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => _results.Enqueue((string?)tags[0].Value ?? ""));
        _listener.Start();
    }

    public int Answered => _results.Count(r => r == "answered");

    public int Failed => _results.Count(r => r == "failed");

    public void Dispose() => _listener.Dispose();
}
