using TokenPak.TestKit.Waiting;

namespace TokenPak.TestKit.Upstream;

/// <summary>Every request that reached the fake provider, in order of arrival.</summary>
public sealed class RequestJournal
{
    private readonly List<RecordedRequest> _requests = [];

    /// <summary>A snapshot.</summary>
    public IReadOnlyList<RecordedRequest> All
    {
        get
        {
            lock (_requests) return [.. _requests];
        }
    }

    /// <summary>The place to pass to <see cref="NextAsync"/> and <see cref="Since"/>.</summary>
    public int Mark()
    {
        lock (_requests) return _requests.Count;
    }

    /// <summary>What came after a mark.</summary>
    public IReadOnlyList<RecordedRequest> Since(int mark)
    {
        lock (_requests) return [.. _requests.Skip(mark)];
    }

    /// <summary>Waits for the first request after a mark.</summary>
    public Task<RecordedRequest> NextAsync(int mark) => FirstAsync(mark, _ => true);

    /// <summary>Waits for the first matching request after a mark.</summary>
    public Task<RecordedRequest> FirstAsync(int mark, Func<RecordedRequest, bool> match) =>
        Eventually.GetAsync(() => Since(mark).FirstOrDefault(match), "a request to reach the provider");

    /// <summary>Lets go of everything so far: what runs for hours would keep every body.</summary>
    public void Forget()
    {
        lock (_requests) _requests.Clear();
    }

    internal void Add(RecordedRequest request)
    {
        lock (_requests) _requests.Add(request);
    }
}
