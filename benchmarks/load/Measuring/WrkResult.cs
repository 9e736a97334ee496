namespace TokenPak.Load.Measuring;

/// <summary>What wrk saw.</summary>
/// <param name="Requests">Answered requests.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Failures">Errors on the connection, timeouts, and answers that are no success.</param>
/// <param name="MedianMilliseconds">Half of the answers came within.</param>
/// <param name="P99Milliseconds">All but one in a hundred came within.</param>
internal sealed record WrkResult(long Requests, double Seconds, long Failures, double MedianMilliseconds, double P99Milliseconds)
{
    public double RequestsPerSecond => Requests / Seconds;
}
