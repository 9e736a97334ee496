using System.Diagnostics;
using System.Globalization;
using TokenPak.Load.Bodies;
using TokenPak.Load.Targets;

namespace TokenPak.Load.Measuring;

/// <summary>Asks each target in turn for a stream and takes the time of what arrives. Events carry the time of their writing: one clock serves all processes of a machine.</summary>
internal sealed class StreamProbe : IDisposable
{
    private readonly HttpMessageInvoker _client = Post.NewClient();
    private readonly byte[] _buffer = new byte[16 * 1024];

    /// <summary>Runs through the targets that many times; the first round of each warms up.</summary>
    public async Task<IReadOnlyList<StreamTiming>> RunAsync(IReadOnlyList<Target> targets, int rounds)
    {
        var timings = new List<StreamTiming>();
        for (var round = -rounds / 10; round < rounds; round++)
        {
            for (var i = 0; i < targets.Count; i++)
            {
                var target = targets[(i + Math.Abs(round)) % targets.Count];
                var timing = await MeasureAsync(target);
                if (round >= 0) timings.Add(timing);
            }
        }

        return timings;
    }

    public void Dispose() => _client.Dispose();

    private async Task<StreamTiming> MeasureAsync(Target target)
    {
        var start = Stopwatch.GetTimestamp();
        using var response = await Post.SendAsync(_client, target, RequestBody.Stream);
        await using var body = await response.Content.ReadAsStreamAsync();
        double first = 0, lag = 0;
        var events = 0;
        while (await body.ReadAsync(_buffer) is > 0 and var read)
        {
            var now = Stopwatch.GetTimestamp();
            if (events == 0) first = Milliseconds(now - start);
            foreach (var written in Stamps(_buffer.AsSpan(0, read)))
            {
                if (++events > 1) lag += Milliseconds(now - written);
            }
        }

        return events == Roles.FastUpstream.StreamEvents
            ? new StreamTiming(target, first, lag / (events - 1))
            : throw new InvalidOperationException($"{target.Name} passed on {events} of {Roles.FastUpstream.StreamEvents} events.");
    }

    private static double Milliseconds(long ticks) => ticks * 1e3 / Stopwatch.Frequency;

    private static List<long> Stamps(ReadOnlySpan<byte> chunk)
    {
        var found = new List<long>();
        while (chunk.IndexOf("t="u8) is >= 0 and var at)
        {
            chunk = chunk[(at + 2)..];
            var end = chunk.IndexOf((byte)';');
            if (end < 0) break;
            found.Add(long.Parse(chunk[..end], NumberStyles.None, CultureInfo.InvariantCulture));
        }

        return found;
    }
}

/// <summary>One stream.</summary>
/// <param name="FirstByte">From sending the request to the first byte of the body, in ms.</param>
/// <param name="EventLag">From the provider's write of a later event to its arrival here, in ms, on average.</param>
internal sealed record StreamTiming(Target Target, double FirstByte, double EventLag);
