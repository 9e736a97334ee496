using System.Collections.Concurrent;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Storing;

/// <summary>
/// Stores batches, one transaction at a time: what comes while one runs shares the next (a group commit). Every transaction adds to the same rows of the rollups, so
/// several at a time would only wait for each other, and the more rows share one, the fewer sums are written for each.
/// </summary>
internal sealed class RequestStore(StoreTransaction transaction) : IDisposable
{
    /// <summary>Rows that share a transaction; beyond, a transaction's time would be felt as lag.</summary>
    private const int MostRows = 8000;

    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Stores a batch; rows with a known id change nothing.</summary>
    /// <returns>How many were new.</returns>
    public async Task<int> StoreAsync(IReadOnlyList<RequestRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0) return 0;
        var own = new Waiting(records);
        _waiting.Enqueue(own);
        await _one.WaitAsync(cancellationToken);
        try
        {
            // Whoever is let in stores for all that wait, in order; most find their own done.
            while (!own.Stored.IsCompleted) await StoreNextAsync(own, cancellationToken);
        }
        finally
        {
            _one.Release();
        }

        return await own.Stored;
    }

    public void Dispose() => _one.Dispose();

    private async Task StoreNextAsync(Waiting own, CancellationToken cancellationToken)
    {
        var group = new List<Waiting>();
        for (var rows = 0; rows < MostRows && _waiting.TryDequeue(out var next); rows += next.Records.Count) group.Add(next);

        // One who gives up takes only a transaction of his own with him.
        var token = group is [var single] && single == own ? cancellationToken : CancellationToken.None;
        try
        {
            var added = (await transaction.RunAsync(group is [var alone] ? alone.Records : [.. group.SelectMany(w => w.Records)], token)).ToHashSet(ReferenceEqualityComparer.Instance);
            foreach (var one in group) one.Done(one.Records.Count(added.Contains));
        }
        catch (Exception e) when (group.Count > 1 && StoreFailures.IsRefusal(e))
        {
            // One row is refused: each batch on its own, so that it spoils no other.
            foreach (var one in group) await StoreAloneAsync(one);
        }
        catch (Exception e)
        {
            foreach (var one in group) one.Failed(e);
        }
    }

    private async Task StoreAloneAsync(Waiting one)
    {
        try
        {
            one.Done((await transaction.RunAsync(one.Records, CancellationToken.None)).Count);
        }
        catch (Exception e)
        {
            one.Failed(e);
        }
    }

    private sealed class Waiting(IReadOnlyList<RequestRecord> records)
    {
        private readonly TaskCompletionSource<int> _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<RequestRecord> Records { get; } = records;

        public Task<int> Stored => _stored.Task;

        public void Done(int added) => _stored.TrySetResult(added);

        public void Failed(Exception e) => _stored.TrySetException(e);
    }
}
