using TokenPak.Telemetry.Pricing;

namespace TokenPak.Telemetry.Tests.Pricing;

/// <summary>No source, no row.</summary>
public sealed class PriceTableTests
{
    private static readonly IReadOnlyList<ModelPrice> Rows = PriceTable.ReadBuiltIn();

    [Fact]
    public void Rows_CoverTheProviders() => Assert.Equal(["anthropic", "google", "openai"], Rows.Select(r => r.Provider).Distinct().Order());

    [Fact]
    public void Rows_SayWhereAndWhenTheyWereRead() => Assert.All(Rows, row =>
    {
        Assert.NotEmpty(row.Sources);
        Assert.All(row.Sources, source => Assert.Equal("https", new Uri(source).Scheme));
        Assert.InRange(row.Read, new DateOnly(2026, 11, 24), new DateOnly(2036, 1, 1));
    });

    [Fact]
    public void Rows_HaveAName() => Assert.All(Rows, row => Assert.NotEmpty(row.Models));

    [Fact]
    public void Model_HasOnePriceADay()
    {
        var days = Rows.SelectMany(r => new[] { r.From, r.Until }).OfType<DateOnly>().Append(DateOnly.MinValue).Append(new DateOnly(2030, 1, 1)).Distinct();
        foreach (var day in days)
        {
            Assert.Empty(Rows.Where(r => r.HoldsOn(day)).SelectMany(r => r.Models).GroupBy(m => m).Where(g => g.Count() > 1).Select(g => $"{g.Key} on {day}"));
        }
    }

    [Fact]
    public void Rates_AreInOrder() => Assert.All(
        Rows.SelectMany(AllRates),
        rates =>
        {
            Assert.True(rates.Input > 0);
            Assert.True(rates.CacheRead is null || (rates.CacheRead > 0 && rates.CacheRead < rates.Input));
            Assert.True(rates.CacheWrite is null || rates.CacheWrite > rates.Input);
            Assert.True(rates.CacheWrite1h is null || rates.CacheWrite1h > rates.CacheWrite);
            Assert.True(rates.Output is null || rates.Output >= rates.Input);
        });

    [Fact]
    public void LongPrompts_AreNeverCheaper() => Assert.All(
        Rows.Select(r => r.Standard).Where(s => s.LongRates is not null),
        standard => Assert.True(standard.LongRates?.Input > standard.Rates?.Input && standard.LongRates?.Output > standard.Rates?.Output));

    [Fact]
    public void Tiers_ThatWait_AreCheaper_AndTiersThatHurry_AreDearer() => Assert.All(
        Rows.SelectMany(row => (row.Tiers ?? new Dictionary<string, TierPrice>()).Select(tier => (Row: row, Name: tier.Key, Tier: tier.Value))),
        priced =>
        {
            var factor = priced.Tier.Multiplier ?? (priced.Tier.Rates?.Input / priced.Row.Standard.Rates?.Input);
            if (priced.Name is "batch" or "flex") Assert.InRange(factor ?? 0, 0.01m, 0.99m);
            else Assert.True(priced.Name is "priority" or "fast" && factor > 1, $"{priced.Row.Models[0]}, {priced.Name}");
        });

    [Fact]
    public void Rows_OfOneModel_FollowEachOtherWithoutAGap() => Assert.All(
        Rows.SelectMany(row => row.Models.Select(model => (Model: model, Row: row))).GroupBy(r => r.Model, r => r.Row).Where(g => g.Count() > 1),
        rows =>
        {
            var ordered = rows.OrderBy(r => r.From ?? DateOnly.MinValue).ToList();
            Assert.All(ordered.Zip(ordered.Skip(1)), pair => Assert.Equal(pair.First.Until, pair.Second.From));
        });

    private static IEnumerable<Rates> AllRates(ModelPrice row) =>
        (row.Tiers?.Values ?? []).Append(row.Standard).SelectMany(tier => new[] { tier.Rates, tier.LongRates }).OfType<Rates>();
}
