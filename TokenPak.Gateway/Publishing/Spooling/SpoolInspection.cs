using TokenPak.Contracts.Events;

namespace TokenPak.Gateway.Publishing.Spooling;

/// <summary>
/// Looks after a spool from outside the gateway that writes it: for the command line. Only files that no process holds are touched; those of a running gateway are counted as held, and it
/// sends them itself.
/// </summary>
public static class SpoolInspection
{
    /// <summary>What lies in a folder. Changes nothing.</summary>
    /// <param name="folder">The spool's folder; one that is not there is empty.</param>
    public static SpoolContents Read(string folder)
    {
        long events = 0, bytes = 0;
        int files = 0, held = 0, damaged = 0;
        long? oldest = null;
        foreach (var path in Files(folder))
        {
            files++;
            if (SpoolSegment.TryTake(path, out var broken) is not { } segment)
            {
                held++;
                continue;
            }

            using (segment)
            {
                events += segment.Events;
                bytes += segment.Length;
                damaged += broken;
                if (!segment.IsEmpty) oldest = Math.Min(oldest ?? long.MaxValue, segment.First.At);
            }
        }

        return new SpoolContents(files, held, events, bytes, damaged, oldest is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    }

    /// <summary>Hands every batch on, oldest first, and deletes a file once all of it was taken. Stops at the first batch that is not; what was handed on before in its file comes again next time, which changes nothing.</summary>
    /// <param name="folder">The spool's folder.</param>
    /// <param name="takeAsync">Stores a batch; throws where it cannot.</param>
    /// <param name="cancellationToken">Ends between batches.</param>
    /// <returns>The events handed on, and the records that could not be read.</returns>
    public static async Task<(long Events, int Damaged)> ReplayAsync(string folder, Func<RequestCompletedBatch, CancellationToken, Task> takeAsync, CancellationToken cancellationToken)
    {
        long events = 0;
        var damaged = 0;
        foreach (var path in Files(folder))
        {
            if (SpoolSegment.TryTake(path, out var broken) is not { } segment) continue;
            using (segment)
            {
                damaged += broken;
                while (!segment.IsEmpty)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (EventSpool.ReadFirst(segment) is { } batch)
                    {
                        await takeAsync(batch, cancellationToken);
                        events += batch.Events.Count;
                    }
                    else
                    {
                        damaged++;
                    }

                    segment.RemoveFirst();
                }

                segment.Delete();
            }
        }

        return (events, damaged);
    }

    /// <summary>Deletes what no process holds. Its events are lost, and show as a gap in the statistics.</summary>
    /// <param name="folder">The spool's folder.</param>
    /// <returns>The events deleted.</returns>
    public static long Purge(string folder)
    {
        long events = 0;
        foreach (var path in Files(folder))
        {
            if (SpoolSegment.TryTake(path, out _) is not { } segment) continue;
            events += segment.Events;
            segment.Delete();
        }

        return events;
    }

    /// <summary>By age: an instance's id begins with its start, and its files are numbered.</summary>
    private static IEnumerable<string> Files(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*" + SpoolSegment.Extension).Order(StringComparer.Ordinal) : [];
}

/// <summary>What lies in a spool.</summary>
/// <param name="Files">Its files.</param>
/// <param name="Held">Those of them that a running gateway holds; the other figures leave them out.</param>
/// <param name="Events">Events that wait.</param>
/// <param name="Bytes">Bytes of the files.</param>
/// <param name="Damaged">Places that cannot be read.</param>
/// <param name="Oldest">When the oldest batch was written; null where nothing waits.</param>
public sealed record SpoolContents(int Files, int Held, long Events, long Bytes, int Damaged, DateTimeOffset? Oldest);
