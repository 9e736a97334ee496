using System.Collections.Concurrent;

namespace TokenPak.Dashboard.Statistics;

/// <summary>
/// The newest answers by address. A page that becomes interactive shows at once what its first, static rendering showed, and many open pages cost the
/// gateway as much as one.
/// </summary>
internal sealed class LastReadings(TimeProvider time)
{
    private const int Most = 256;

    private readonly ConcurrentDictionary<string, (object Value, DateTimeOffset At)> _answers = new(StringComparer.Ordinal);

    public T? Find<T>(string path, TimeSpan maxAge)
        where T : class => _answers.TryGetValue(path, out var answer) && time.GetUtcNow() - answer.At < maxAge ? answer.Value as T : null;

    public void Keep(string path, object value)
    {
        // Filters are free text, so addresses could be without end.
        if (_answers.Count >= Most) _answers.Clear();
        _answers[path] = (value, time.GetUtcNow());
    }
}
