using System.Diagnostics;

namespace TokenPak.Evaluation.Measures;

/// <summary>Times of single operations.</summary>
internal sealed class Times
{
    private readonly List<double> _milliseconds = [];

    public void Add(long since) => _milliseconds.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);

    /// <summary>In milliseconds; 0 where nothing was measured.</summary>
    public double At(double share)
    {
        if (_milliseconds.Count == 0) return 0;
        _milliseconds.Sort();
        return _milliseconds[(int)Math.Ceiling(share * _milliseconds.Count) - 1];
    }
}
