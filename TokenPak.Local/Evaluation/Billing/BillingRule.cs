using TokenPak.Compression.ProviderCaches;

namespace TokenPak.Local.Evaluation.Billing;

/// <summary>
/// What a provider charges for prompt tokens, as multiples of its input price. The minimum and increment come from the table of cache rules; the multiples are the
/// ones that the price table states.
/// </summary>
/// <param name="Provider">Whose.</param>
/// <param name="Model">An example of a model with these rules.</param>
/// <param name="Write">For a token written to the cache.</param>
/// <param name="Read">For a token read from it.</param>
/// <param name="ByMarkers">Whether the request says what is cached (four markers), or the provider caches by itself.</param>
internal sealed record BillingRule(string Provider, string Model, double Write, double Read, bool ByMarkers)
{
    private const double MarkedWrite = 1.25;
    private const double UsualRead = 0.1;

    public int Minimum => CacheRules.For(Provider, Model).Minimum;

    public int Increment => CacheRules.For(Provider, Model).Increment;

    /// <summary>One model for each rule that differs.</summary>
    public static IReadOnlyList<BillingRule> All { get; } =
    [
        new("anthropic", "claude-opus-5", MarkedWrite, UsualRead, true),
        new("anthropic", "claude-sonnet-5", MarkedWrite, UsualRead, true),
        new("anthropic", "claude-sonnet-4-6", MarkedWrite, UsualRead, true),
        new("anthropic", "claude-haiku-4-5", MarkedWrite, UsualRead, true),
        new("openai", "gpt-5.6", MarkedWrite, UsualRead, false),
        new("openai", "gpt-5.4", 1, UsualRead, false),
        new("openai", "gpt-4o", 1, 0.5, false),
    ];

    public static IEnumerable<BillingRule> Of(string provider) => All.Where(r => r.Provider == provider);
}
