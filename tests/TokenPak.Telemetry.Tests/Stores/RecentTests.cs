using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Tests.Hosting;

namespace TokenPak.Telemetry.Tests.Stores;

public abstract class RecentTests : StoreTestBase
{
    [Fact]
    public async Task Pages_OfRowsOfTheSameInstant_MissAndRepeatNothing()
    {
        const int seed = 20261124;
        var random = new Random(seed);
        var events = Enumerable.Range(1, 137).Select(i => Events.Chat(at: Events.Noon.AddMilliseconds(random.Next(20)), sequence: i)).ToArray();
        await Host.StoreAsync(events);

        var seen = new List<RequestRow>();
        for (Guid? before = null; await Host.RecentAsync(new RecentQuery { Limit = 10, Before = before }) is { Count: > 0 } page; before = page[^1].Id)
        {
            seen.AddRange(page);
            // A row that comes meanwhile shifts nothing.
            await Host.StoreAsync(Events.Chat(at: Events.Noon.AddMinutes(seen.Count)));
        }

        Assert.True(events.Select(e => e.Id).ToHashSet().SetEquals(seen.Select(r => r.Id)), $"seed {seed}");
        Assert.Equal(seen.Count, seen.Select(r => r.Id).Distinct().Count());
        Assert.Equal(seen.OrderByDescending(r => r.Timestamp).Select(r => r.Timestamp), seen.Select(r => r.Timestamp));
    }

    [Fact]
    public async Task Before_ARowThatIsNotThere_IsEmpty()
    {
        await Host.StoreAsync(Events.Chat());
        Assert.Empty(await Host.RecentAsync(new RecentQuery { Before = Guid.CreateVersion7() }));
    }

    [Fact]
    public async Task Filters_SelectExactly()
    {
        await Host.StoreAsync(
            Events.Chat("a") with { Provider = "openai", SessionId = "one", StatusCode = 200 },
            Events.Chat("a", Events.Noon.AddMinutes(1)) with { Provider = "anthropic", SessionId = "two", StatusCode = 429 },
            Events.Chat("A", Events.Noon.AddMinutes(2)) with { Provider = "openai", SessionId = "two", StatusCode = 404 },
            Events.Chat("b", Events.Noon.AddMinutes(3)) with { Provider = "google", SessionId = null, StatusCode = 529 });

        Assert.Equal(2, await CountAsync(new RecentQuery { Model = "a" }));
        Assert.Equal(2, await CountAsync(new RecentQuery { Provider = "openai" }));
        Assert.Equal(2, await CountAsync(new RecentQuery { Session = "two" }));
        Assert.Equal(1, await CountAsync(new RecentQuery { Status = "429" }));
        Assert.Equal(2, await CountAsync(new RecentQuery { Status = "4xx" }));
        Assert.Equal(1, await CountAsync(new RecentQuery { Status = "5XX" }));
        Assert.Equal(0, await CountAsync(new RecentQuery { Status = "nonsense" }));
        Assert.Equal(2, await CountAsync(new RecentQuery { From = Events.Noon.AddMinutes(2) }));
        Assert.Equal(2, await CountAsync(new RecentQuery { To = Events.Noon.AddMinutes(2) }));
        Assert.Equal(1, await CountAsync(new RecentQuery { From = new DateTimeOffset(2026, 11, 24, 14, 2, 0, TimeSpan.FromHours(2)), To = Events.Noon.AddMinutes(3) }));
        Assert.Equal(1, await CountAsync(new RecentQuery { Model = "a", Status = "4xx", Session = "two", Provider = "anthropic" }));
        Assert.Equal(0, await CountAsync(new RecentQuery { Model = "' OR 1=1 --" }));
    }

    [Fact]
    public async Task Limit_IsKept()
    {
        await Host.StoreAsync([.. Enumerable.Range(1, 60).Select(i => Events.Chat(sequence: i))]);
        Assert.Equal(50, await CountAsync(new RecentQuery()));
        Assert.Equal(1, await CountAsync(new RecentQuery { Limit = 0 }));
        Assert.Equal(60, await CountAsync(new RecentQuery { Limit = int.MaxValue }));
    }

    private async Task<int> CountAsync(RecentQuery query) => (await Host.RecentAsync(query)).Count;
}

public sealed class SqliteRecentTests : RecentTests
{
    private readonly SqliteFile _file = new();

    protected override Task<string> ConnectionAsync() => Task.FromResult(_file.ConnectionString);

    protected override void Cleanup() => _file.Dispose();
}

public sealed class PostgresRecentTests(PostgresFixture postgres) : RecentTests
{
    protected override Task<string> ConnectionAsync() => postgres.DatabaseAsync();
}
