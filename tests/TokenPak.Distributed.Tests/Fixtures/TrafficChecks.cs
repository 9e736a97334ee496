using System.Net;
using System.Text.Json;

namespace TokenPak.Distributed.Tests.Fixtures;

/// <summary>What must be true of traffic, whatever was away meanwhile.</summary>
internal static class TrafficChecks
{
    /// <summary>The deadline of 2 s that detects a dead compiler, and what a crowded machine adds to a request.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2 + 8);

    public static void AssertAllAnswered(this IReadOnlyCollection<SentRequest> sent)
    {
        Assert.NotEmpty(sent);
        Assert.All(sent, r => Assert.True(r.Status == (int)HttpStatusCode.OK && r.Failure is null, $"{r.Key}: {r.Status} after {r.Took} {r.Failure}"));
        Assert.All(sent, r => Assert.True(r.Took < Longest, $"{r.Key} took {r.Took}"));
    }

    /// <summary>Every request is stored once, none is called lost.</summary>
    public static async Task AssertStoredOnceAsync(this IReadOnlyCollection<SentRequest> sent, DistributedProduct product)
    {
        var ids = sent.Select(r => r.Id ?? throw new InvalidOperationException($"{r.Key} has no id.")).ToHashSet();
        Assert.Equal(sent.Count, ids.Count);
        await Eventually.HoldsAsync(async () => ids.IsSubsetOf((await StoredRows.ReadAsync(product.Database)).Keys), "every request to be stored");

        // Nothing else uses the product: what is there beyond would be somebody's second copy.
        Assert.Equal((await StoredRows.ReadAsync(product.Database)).Count, await StoredRows.RolledUpAsync(product.Database));
        await Eventually.HoldsAsync(async () => await LostAsync(product) == 0, "no event to be called lost");
    }

    /// <summary>What earlier turns sent is sent again byte for byte, but for counted cache breaks.</summary>
    public static async Task AssertHistoryKeptAsync(this IReadOnlyCollection<SentRequest> sent, DistributedProduct product, bool mayBreak = false)
    {
        var rows = await StoredRows.ReadAsync(product.Database);
        var arrived = product.Upstream.Requests.All.Where(r => r.Header(Traffic.KeyHeader) is not null).ToDictionary(r => r.Header(Traffic.KeyHeader) ?? "", r => r.Body);
        foreach (var conversation in sent.GroupBy(r => r.Conversation))
        {
            var turns = conversation.OrderBy(r => r.Turn).ToArray();
            foreach (var (before, now) in turns.Zip(turns.Skip(1)))
            {
                var end = before.Body.Length - before.Body.AsSpan().CommonPrefixLength(now.Body);
                var isKept = arrived[before.Key].AsSpan().CommonPrefixLength(arrived[now.Key]) >= arrived[before.Key].Length - end;
                var breaks = now.Id is { } id ? rows[id] : 0;
                Assert.True(isKept == (breaks == 0), $"{now.Key}: history {(isKept ? "kept" : "changed")}, {breaks} cache breaks counted");
                Assert.True(isKept || mayBreak, $"{now.Key}: history changed");
            }
        }

        Assert.Contains(sent, r => arrived[r.Key].Length < r.Body.Length);
    }

    /// <summary>Events that the product itself calls lost.</summary>
    public static async Task<long> LostAsync(DistributedProduct product)
    {
        using var stats = JsonDocument.Parse(await product.Client.GetStringAsync(new Uri(product.Address, "/stats")));
        return stats.RootElement.GetProperty("session").GetProperty("events_lost").GetInt64();
    }
}
