using TokenPak.Contracts.Events;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Statistics;
using TokenPak.Telemetry.Tests.Hosting;

namespace TokenPak.Telemetry.Tests.Stores;

public abstract class HoldoutTests : StoreTestBase
{
    [Fact]
    public async Task PlantedDifference_IsFound()
    {
        await Host.StoreAsync(Traffic(seed: 7, compiledFactor: 0.7));
        var comparison = await CompareAsync();
        var cost = Measure(comparison, "cost_usd");
        Assert.Equal("significant", comparison.Verdict);
        Assert.True(cost.Significant);
        Assert.InRange(comparison.HeadlineSavedShare ?? 0, 0.2, 0.4);
        Assert.True(cost.Low <= cost.Difference && cost.Difference <= cost.High && cost.High < 0);
        Assert.False(Measure(comparison, "turns").Significant);
    }

    [Fact]
    public async Task NoDifference_IsNotClaimed()
    {
        await Host.StoreAsync(Traffic(seed: 8, compiledFactor: 1));
        var comparison = await CompareAsync();
        Assert.Equal("not_significant", comparison.Verdict);
        Assert.Null(comparison.HeadlineSavedShare);
        Assert.All(comparison.Measures, m => Assert.False(m.Significant, m.Measure));
    }

    [Fact]
    public async Task FewConversations_ConcludeNothing()
    {
        await Host.StoreAsync(Traffic(seed: 9, compiledFactor: 0.1, holdouts: 29));
        var comparison = await CompareAsync();
        Assert.Equal(("too_few", 30), (comparison.Verdict, comparison.MinimumConversations));
        Assert.Null(comparison.HeadlineSavedShare);
        Assert.Null(Measure(comparison, "cost_usd").Low);
    }

    [Fact]
    public async Task Measures_AreMeansPerConversation()
    {
        RequestCompleted Turn(string conversation, HoldoutArmKind arm, int? toolErrors, int? retries, int status = 200) => Events.Chat("claude-sonnet-4-5") with
        {
            Conversation = conversation,
            Arm = arm,
            ToolErrors = toolErrors,
            RetryCount = retries,
            StatusCode = status,
            Usage = status == 200 ? Events.Usage(1000, output: 0) : null,
        };
        await Host.StoreAsync(
            Turn("a", HoldoutArmKind.Compiled, 1, 0),
            Turn("a", HoldoutArmKind.Compiled, 2, 1),
            Turn("a", HoldoutArmKind.Compiled, 2, 3, status: 529),
            Turn("b", HoldoutArmKind.Compiled, 0, null),
            Turn("c", HoldoutArmKind.Holdout, null, null) with { Model = "nobody-knows" },
            Turn("d", HoldoutArmKind.Holdout, null, null) with { RequestType = "count_tokens" });
        var comparison = await CompareAsync();
        Assert.Equal((2, 4, 0), (comparison.Compiled.Conversations, comparison.Compiled.Requests, comparison.Compiled.UnpricedConversations));
        Assert.Equal((1, 1, 1), (comparison.Holdout.Conversations, comparison.Holdout.Requests, comparison.Holdout.UnpricedConversations));
        Assert.Equal((2, 0.0045), (Measure(comparison, "cost_usd").CompiledCount, Math.Round(Measure(comparison, "cost_usd").CompiledMean ?? 0, 9)));
        Assert.Equal((0, null), (Measure(comparison, "cost_usd").HoldoutCount, Measure(comparison, "cost_usd").HoldoutMean));
        Assert.Equal((2.0, 1.0, 0.5), (Measure(comparison, "turns").CompiledMean, Measure(comparison, "turns").HoldoutMean, Measure(comparison, "errors").CompiledMean));
        Assert.Equal((2, 1.0), (Measure(comparison, "tool_errors").CompiledCount, Measure(comparison, "tool_errors").CompiledMean));
        Assert.Equal((1, 2.0), (Measure(comparison, "retries").CompiledCount, Measure(comparison, "retries").CompiledMean));
    }

    [Fact]
    public async Task Comparison_IsReadAnewAfterAMinute()
    {
        await Host.StoreAsync(Traffic(seed: 10, compiledFactor: 1, compiled: 3, holdouts: 3));
        Assert.Equal(3, (await CompareAsync()).Holdout.Conversations);
        await Host.StoreAsync(Events.Chat() with { Conversation = "new", Arm = HoldoutArmKind.Holdout });
        Assert.Equal(3, (await CompareAsync()).Holdout.Conversations);
        Host.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(4, (await CompareAsync()).Holdout.Conversations);
    }

    private static HoldoutMeasure Measure(HoldoutComparison comparison, string name) => Assert.Single(comparison.Measures, m => m.Measure == name);

    private Task<HoldoutComparison> CompareAsync() => Host.Statistics.GetHoldoutAsync(new PeriodQuery(), CancellationToken.None);

    /// <summary>Conversations of both arms from one distribution; what the compiled ones send is multiplied.</summary>
    private static RequestCompleted[] Traffic(int seed, double compiledFactor, int compiled = 400, int holdouts = 60)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, compiled + holdouts).SelectMany(i =>
            {
                var arm = i < compiled ? HoldoutArmKind.Compiled : HoldoutArmKind.Holdout;
                return Enumerable.Range(1, random.Next(5, 15)).Select(turn => Events.Chat("claude-sonnet-4-5", Events.Noon.AddSeconds(-i)) with
                {
                    Conversation = "c" + i,
                    Arm = arm,
                    ToolErrors = random.Next(2),
                    RetryCount = random.Next(20) == 0 ? 1 : 0,
                    Usage = Events.Usage((long)(random.Next(800, 1200) * turn * (arm == HoldoutArmKind.Compiled ? compiledFactor : 1)), output: 0),
                });
            }),
        ];
    }
}

public sealed class SqliteHoldoutTests : HoldoutTests
{
    private readonly SqliteFile _file = new();

    protected override Task<string> ConnectionAsync() => Task.FromResult(_file.ConnectionString);

    protected override void Cleanup() => _file.Dispose();
}

public sealed class PostgresHoldoutTests(PostgresFixture postgres) : HoldoutTests
{
    protected override Task<string> ConnectionAsync() => postgres.DatabaseAsync();
}

public sealed class WelchTests
{
    /// <summary>Against the tables of Student's distribution.</summary>
    [Theory]
    [InlineData(10, 2.228139)]
    [InlineData(30, 2.042272)]
    [InlineData(100, 1.983972)]
    [InlineData(1e9, 1.959964)]
    public void Quantile_IsStudents(double freedom, double expected) => Assert.Equal(expected, Welch.Quantile(freedom), 0.0005);

    [Fact]
    public void Interval_HoldsTheTruthAsOftenAsItSays()
    {
        const int Runs = 2000;
        var random = new Random(11);
        var held = 0;
        for (var run = 0; run < Runs; run++)
        {
            var (low, high) = Welch.Interval(Draw(random, 300, 5), Draw(random, 40, 3));
            if (low <= 2 && 2 <= high) held++;
        }

        Assert.InRange((double)held / Runs, 0.93, 0.97);
    }

    private static Sample Draw(Random random, int count, double mean)
    {
        double sum = 0, squares = 0;
        for (var i = 0; i < count; i++)
        {
            var value = mean + random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
            sum += value;
            squares += value * value;
        }

        return Sample.Of(count, sum, squares);
    }
}
