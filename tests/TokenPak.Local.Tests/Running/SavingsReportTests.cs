using TokenPak.Contracts.Statistics;
using TokenPak.Local.Running;

namespace TokenPak.Local.Tests.Running;

public sealed class SavingsReportTests
{
    [Fact]
    public void Of_SumsTokensAndMoney() => Assert.Equal(
        "TokenPak: 2 requests, 300 of 1,000 prompt tokens saved (30.0 %); cost $0.0300, saved $0.0100 at list prices.",
        SavingsReport.Of([Row(600, 100, 0.01m, 0.004m), Row(400, 200, 0.02m, 0.006m)]));

    [Fact]
    public void Of_UnknownPrice_SaysSo() => Assert.Contains(
        "1 requests without a known price", SavingsReport.Of([Row(600, 100, 0.01m, 0.004m), Row(400, 200, null, null)]), StringComparison.Ordinal);

    [Fact]
    public void Of_NoPriceAtAll_IsUnknownNotZero() =>
        Assert.Contains("cost unknown", SavingsReport.Of([Row(400, 200, null, null)]), StringComparison.Ordinal);

    [Fact]
    public void Of_NothingCameThrough_SaysSo() => Assert.Contains("no request came through", SavingsReport.Of([]), StringComparison.Ordinal);

    [Fact]
    public void Of_StatisticsAway_IsUnknown() => Assert.Contains("not known", SavingsReport.Of(null), StringComparison.Ordinal);

    private static RequestRow Row(long raw, long saved, decimal? cost, decimal? costSaved) => new()
    {
        Id = Guid.CreateVersion7(),
        Timestamp = DateTimeOffset.UnixEpoch,
        RequestType = "chat",
        Endpoint = "/v1/messages",
        CompilationMode = "full",
        InputTokensRaw = raw,
        InputTokens = raw - saved,
        TokensSaved = saved,
        Cost = cost,
        CostSaved = costSaved,
    };
}
