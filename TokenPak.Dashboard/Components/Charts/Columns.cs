using TokenPak.Contracts.Statistics;
using TokenPak.Dashboard.Components.Figures;

namespace TokenPak.Dashboard.Components.Charts;

/// <summary>One part of every column, e.g. a model.</summary>
/// <param name="Name">As the legend shows it.</param>
/// <param name="Values">One a column.</param>
public sealed record ColumnPart(string Name, double[] Values)
{
    /// <summary>Over all columns.</summary>
    public double Total => Values.Sum();
}

/// <summary>What a column chart shows: stacked parts over time.</summary>
/// <param name="Starts">The first moment of each column.</param>
/// <param name="Labels">What stands below it, exactly.</param>
/// <param name="Parts">Stacked in this order, upwards.</param>
public sealed record Columns(IReadOnlyList<DateTimeOffset> Starts, string[] Labels, IReadOnlyList<ColumnPart> Parts)
{
    /// <summary>More columns than this are too thin to read: neighbours are added up.</summary>
    public const int Most = 62;

    /// <summary>So many models have a colour of their own.</summary>
    public const int MostModels = 6;

    public const string Others = "others";

    public bool IsEmpty => Parts.All(part => part.Total == 0);

    public double Highest => Starts.Count == 0 ? 0 : Enumerable.Range(0, Starts.Count).Max(i => Parts.Sum(part => part.Values[i]));

    /// <summary>A part for each of the dearest models, and one for the rest.</summary>
    public static Columns CostByModel(UsageSeries series)
    {
        var totals = series.Buckets.SelectMany(bucket => bucket.ByModel).GroupBy(part => part.Key, part => part.Value.CostUsd, StringComparer.Ordinal)
            .Select(group => (Model: group.Key, Cost: group.Sum()))
            .OrderByDescending(total => total.Cost).ThenBy(total => total.Model, StringComparer.Ordinal)
            .Where(total => total.Cost > 0)
            .ToList();
        var own = totals.Take(totals.Count > MostModels + 1 ? MostModels : MostModels + 1).Select(total => total.Model).ToList();
        var columns = Of(series, [.. own.Select(model => (Show.Name(model), (Func<SeriesBucket, double>)(bucket => (double)(bucket.ByModel.GetValueOrDefault(model)?.CostUsd ?? 0))))]);
        if (own.Count == totals.Count) return columns;
        var rest = Of(series, [(Others, bucket => (double)bucket.ByModel.Where(part => !own.Contains(part.Key)).Sum(part => part.Value.CostUsd))]);
        return columns with { Parts = [.. columns.Parts, .. rest.Parts] };
    }

    /// <summary>What was sent, and on top of it what was removed: together the tokens before.</summary>
    public static Columns Tokens(UsageSeries series) => Of(series, [("sent", bucket => bucket.SentInputTokens), ("removed", bucket => bucket.TokensSaved)]);

    private static Columns Of(UsageSeries series, (string Name, Func<SeriesBucket, double> Value)[] parts)
    {
        var width = (series.Buckets.Count + Most - 1) / Most;
        var groups = series.Buckets.Chunk(Math.Max(1, width)).ToList();
        return new Columns(
            [.. groups.Select(group => group[0].Start)],
            [.. groups.Select(group => Label(group, series.Bucket))],
            [.. parts.Select(part => new ColumnPart(part.Name, [.. groups.Select(group => group.Sum(part.Value))]))]);
    }

    private static string Label(SeriesBucket[] group, string bucket)
    {
        var format = bucket == PeriodQuery.Hour ? "MMM d HH:mm" : "MMM d";
        var first = group[0].Start.UtcDateTime.ToString(format, Show.Culture);
        return group.Length == 1 ? first : $"{first} – {group[^1].Start.UtcDateTime.ToString(format, Show.Culture)}";
    }
}
