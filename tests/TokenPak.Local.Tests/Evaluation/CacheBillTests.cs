using TokenPak.Local.Evaluation.Billing;

namespace TokenPak.Local.Tests.Evaluation;

public sealed class CacheBillTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;
    private static readonly BillingRule Marked = new("anthropic", "claude-sonnet-5", 1.25, 0.1, true); // 1,024
    private static readonly BillingRule Steps = new("openai", "gpt-5.4", 1, 0.1, false); // 1,024, then steps of 128

    [Fact]
    public void Marked_GrowingPrompt_WritesWhatIsNewAndReadsTheRest()
    {
        var bill = new CacheBill(Marked, null);

        bill.Add([new(1, 2000, true)], Start);
        Assert.Equal(2500, bill.Total, 6);
        bill.Add([new(1, 2000, false), new(2, 50, false), new(3, 450, true)], Start);

        Assert.Equal(2500 + 200 + (500 * 1.25), bill.Total, 6);
    }

    [Fact]
    public void Marked_UnderTheMinimum_IsNeverCached()
    {
        var bill = new CacheBill(Marked, null);

        bill.Add([new(1, 1000, true)], Start);
        bill.Add([new(1, 1000, true)], Start);

        Assert.Equal(2000, bill.Total, 6);
    }

    [Fact]
    public void Marked_OtherBytesBeforeTheMarker_AreWrittenAgain()
    {
        var bill = new CacheBill(Marked, null);

        bill.Add([new(1, 2000, true)], Start);
        bill.Add([new(9, 2000, true)], Start);

        Assert.Equal(5000, bill.Total, 6);
    }

    [Fact]
    public void Marked_AfterTheLifetime_IsWrittenAgain()
    {
        var bill = new CacheBill(Marked, TimeSpan.FromMinutes(5));

        bill.Add([new(1, 2000, true)], Start);
        bill.Add([new(1, 2000, true)], Start.AddMinutes(4)); // a read renews it
        Assert.Equal(2700, bill.Total, 6);
        bill.Add([new(1, 2000, true)], Start.AddMinutes(8));
        Assert.Equal(2900, bill.Total, 6);
        bill.Add([new(1, 2000, true)], Start.AddMinutes(14));

        Assert.Equal(5400, bill.Total, 6);
    }

    [Fact]
    public void Automatic_KnownPrefix_CountsInWholeSteps()
    {
        var bill = new CacheBill(Steps, null);

        bill.Add([new(1, 1200, false)], Start);
        bill.Add([new(1, 1200, false), new(2, 100, false)], Start);

        // 1,024 and one step of 128 are read, the other 148 are not.
        Assert.Equal(1200 + 115.2 + 148, bill.Total, 6);
    }

    [Fact]
    public void Rules_EveryOne_HasItsMinimumInTheTable() => Assert.All(BillingRule.All, rule =>
    {
        Assert.True(rule.Minimum >= 512);
        Assert.Equal(rule.ByMarkers ? 1 : 128, rule.Increment);
    });
}
