using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using TokenPak.Contracts.Events;

namespace TokenPak.Gateway.Publishing.Spooling;

/// <summary>
/// Batches that the bus did not take, on disk, in order: what earlier processes left first, then this one's own. A batch is on disk when
/// <see cref="TryAdd"/> says so. One writer and one reader may use it at a time.
/// </summary>
internal sealed class EventSpool(
    GatewayInstance instance, SpoolFolder folder, SpoolState state, EventFlow flow, IOptions<PublishingOptions> options, TimeProvider time, ILogger<EventSpool> logger) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<SpoolSegment> _adopted = [];
    private readonly List<SpoolSegment> _own = [];
    private int _made;
    private bool _isRefusing;

    /// <summary>Whether a new batch has to go behind others.</summary>
    public bool HasWaiting
    {
        get
        {
            lock (_lock) return _adopted.Count > 0 || _own.Count > 0;
        }
    }

    /// <summary>Says so at once where the folder cannot be used, and takes over what was left in it.</summary>
    public void Open()
    {
        if (folder.TryProbe(instance.Id) is { } failure) Refuse(failure);
        Adopt();
    }

    /// <summary>Puts a batch on disk; false where there is no room or the disk does not take it.</summary>
    public bool TryAdd(RequestCompletedBatch batch)
    {
        var at = time.GetUtcNow().ToUnixTimeMilliseconds();
        var record = SpoolFormat.Write(JsonSerializer.SerializeToUtf8Bytes(batch, EventsJsonContext.Default.RequestCompletedBatch), batch.Events.Count, at);
        lock (_lock)
        {
            if (state.Bytes + record.Length > options.Value.SpoolMaxBytes) return Refuse("full");
            try
            {
                if (_own.Count == 0 || _own[^1].Length >= options.Value.SpoolSegmentBytes) _own.Add(NewSegment());
                _own[^1].Append(record, batch.Events.Count, at);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                DropEmpty(_own);
                return Refuse(e.GetType().Name);
            }

            _isRefusing = false;
            Report();
            return true;
        }
    }

    /// <summary>The oldest batch; records that cannot be read are passed over and counted. Null where nothing waits.</summary>
    public RequestCompletedBatch? Peek()
    {
        lock (_lock)
        {
            while (Oldest() is { } segment)
            {
                if (ReadFirst(segment) is { } batch) return batch;
                state.CountDamaged(1);
                flow.Lose(segment.First.Events);
                logger.SpoolDamaged(1);
                RemoveFrom(segment);
            }

            return null;
        }
    }

    /// <summary>Takes away what <see cref="Peek"/> gave.</summary>
    public void Remove()
    {
        lock (_lock)
        {
            if (Oldest() is { } segment) RemoveFrom(segment);
        }
    }

    /// <summary>Takes over what processes that are gone have left, oldest first.</summary>
    public void Adopt()
    {
        lock (_lock)
        {
            foreach (var path in folder.Segments(instance.Id))
            {
                if (SpoolSegment.TryTake(path, out var damaged) is not { } segment) continue;
                if (damaged > 0)
                {
                    state.CountDamaged(damaged);
                    logger.SpoolDamaged(damaged);
                }

                flow.Adopt(segment.Events);
                _adopted.Add(segment);
            }

            DropEmpty(_adopted);
            Report();
        }
    }

    /// <summary>Lets go of the files; what is in them stays for the next process.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var segment in _adopted.Concat(_own)) segment.Dispose();
            _adopted.Clear();
            _own.Clear();
        }
    }

    private SpoolSegment? Oldest() => _adopted.Count > 0 ? _adopted[0] : _own.Count > 0 ? _own[0] : null;

    private SpoolSegment NewSegment()
    {
        folder.Create();
        return SpoolSegment.Create(folder.PathOf(string.Create(CultureInfo.InvariantCulture, $"{instance.Id}-{++_made:D8}")));
    }

    private bool Refuse(string why)
    {
        if (!_isRefusing) logger.SpoolRefuses(why);
        _isRefusing = true;
        return false;
    }

    private void RemoveFrom(SpoolSegment segment)
    {
        segment.RemoveFirst();
        if (segment.IsEmpty)
        {
            segment.Delete();
            _ = _adopted.Remove(segment) || _own.Remove(segment);
        }

        Report();
    }

    private void Report() => state.Set(
        _adopted.Sum(s => s.Events) + _own.Sum(s => s.Events), _adopted.Sum(s => s.Length) + _own.Sum(s => s.Length), Oldest() is { } oldest ? oldest.First.At : null);

    private static void DropEmpty(List<SpoolSegment> segments)
    {
        foreach (var segment in segments.Where(s => s.IsEmpty)) segment.Delete();
        segments.RemoveAll(s => s.IsEmpty);
    }

    /// <summary>The oldest batch of a file; null where it cannot be read.</summary>
    internal static RequestCompletedBatch? ReadFirst(SpoolSegment segment)
    {
        if (segment.ReadFirst() is not { } json) return null;
        try
        {
            return JsonSerializer.Deserialize(json, EventsJsonContext.Default.RequestCompletedBatch);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
