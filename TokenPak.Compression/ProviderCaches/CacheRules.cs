using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TokenPak.Compression.ProviderCaches;

/// <summary>The providers' cache rules, as data (<c>cache-minimums.json</c>).</summary>
public static class CacheRules
{
    /// <summary>Every row, in order.</summary>
    public static IReadOnlyList<CacheRule> All { get; } = Load();

    /// <summary>The first row for a provider and model; an unknown model gets its provider's last, most careful row.</summary>
    public static CacheRule For(string provider, string? model)
    {
        if (string.IsNullOrEmpty(model)) model = "unknown"; // the empty text matches no pattern
        foreach (var rule in All)
        {
            if (rule.Provider != "*" && !rule.Provider.Equals(provider, StringComparison.OrdinalIgnoreCase)) continue;
            if (FileSystemName.MatchesSimpleExpression(rule.Model, model, ignoreCase: true)) return rule;
        }

        throw new InvalidOperationException("The table of cache rules has no row for everything else.");
    }

    private static CacheRule[] Load()
    {
        using var stream = typeof(CacheRules).Assembly.GetManifestResourceStream("cache-minimums.json")
            ?? throw new InvalidOperationException("The table of cache rules is not embedded.");
        return JsonSerializer.Deserialize(stream, CacheRulesJsonContext.Default.CacheRuleTable)?.Rules ?? [];
    }
}

internal sealed record CacheRuleTable(CacheRule[] Rules);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CacheRuleTable))]
internal sealed partial class CacheRulesJsonContext : JsonSerializerContext;
