using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace TokenPak.Telemetry.Pricing;

/// <summary>The prices of the project, and those of the configuration above them.</summary>
internal sealed class PriceTable
{
    private static readonly Lazy<FrozenDictionary<string, ModelPrice[]>> BuiltIn = new(() => Index(ReadBuiltIn()));

    private readonly FrozenDictionary<string, ModelPrice[]> _configured;

    public PriceTable(IOptions<PricingOptions> options)
    {
        _configured = Index(options.Value.Models.Select(model => model.Value.ToPrice(model.Key)));
    }

    /// <summary>Every row of the project's table.</summary>
    public static IReadOnlyList<ModelPrice> ReadBuiltIn()
    {
        using var file = typeof(PriceTable).Assembly.GetManifestResourceStream("prices.json") ?? throw new InvalidOperationException("The price table is not embedded.");
        return JsonSerializer.Deserialize(file, PriceJson.Default.IReadOnlyListModelPrice) ?? [];
    }

    /// <summary>
    /// The row for a request. What the response says it is counts, since a provider may serve another model than the one asked for; the name asked
    /// for counts where the response names none, or where the configuration prices it.
    /// </summary>
    public ModelPrice? Find(string? requested, string? responded, DateTimeOffset timestamp)
    {
        var day = DateOnly.FromDateTime(timestamp.UtcDateTime);
        return Find(_configured, responded, day) ?? Find(_configured, requested, day) ?? Find(BuiltIn.Value, string.IsNullOrEmpty(responded) ? requested : responded, day);
    }

    private static ModelPrice? Find(FrozenDictionary<string, ModelPrice[]> prices, string? model, DateOnly day)
    {
        if (string.IsNullOrEmpty(model)) return null;
        foreach (var candidate in ModelId.Candidates(model))
        {
            if (prices.TryGetValue(candidate, out var rows)) return Array.Find(rows, row => row.HoldsOn(day));
        }

        return null;
    }

    private static FrozenDictionary<string, ModelPrice[]> Index(IEnumerable<ModelPrice> prices) => prices
        .SelectMany(price => price.Models.Select(model => (model, price)))
        .GroupBy(p => p.model, p => p.price, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
}
