using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Tests.Stores;

public sealed class LatencyScaleTests
{
    [Fact]
    public void Bucket_HoldsItsTime_WithinATenth()
    {
        const int seed = 7;
        var random = new Random(seed);
        for (var i = 0; i < 10_000; i++)
        {
            var time = Math.Pow(10, (random.NextDouble() * 11) - 2.5);
            var bucket = LatencyScale.Bucket(time);
            Assert.True(time <= LatencyScale.UpperBound(bucket) * 1.000001 && time >= LatencyScale.UpperBound(bucket - 1) * 0.999999, $"seed {seed}: {time} ms in bucket {bucket}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.001)]
    public void Bucket_OfNextToNothing_IsTheFirst(double time) => Assert.Equal(0, LatencyScale.Bucket(time));
}
