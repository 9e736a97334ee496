namespace TokenPak.Gateway.Routing;

/// <summary>The router's rules. The first one that matches a request decides.</summary>
internal sealed class RouterOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "TokenPak:Router";

    /// <summary>The rules in their order. Default none: requests go where their provider is.</summary>
    public List<RuleOptions> Rules { get; set; } = [];
}

/// <summary>One rule.</summary>
internal sealed class RuleOptions
{
    /// <summary>Its name in health, receipts and the answer's header: letters, digits, dots, dashes and underscores, at most 64. Required.</summary>
    public string Name { get; set; } = "";

    /// <summary>Which requests it is for; all that is named must hold. Default: all.</summary>
    public MatchOptions Match { get; set; } = new();

    /// <summary>What it changes. Default: nothing.</summary>
    public SetOptions Set { get; set; } = new();

    /// <summary>Upstreams to try in this order, before the first byte, where the one before is kept away by its circuit breaker, cannot be connected to, or answers 429 or 500 and above. Default none.</summary>
    public List<string> Fallback { get; set; } = [];
}

/// <summary>Patterns may hold <c>*</c> (any characters) and <c>?</c> (one).</summary>
internal sealed class MatchOptions
{
    /// <summary>The provider: <c>anthropic</c>, <c>openai</c>, <c>google</c>, <c>chatgpt</c>, <c>azure</c>.</summary>
    public string? Provider { get; set; }

    /// <summary>A pattern for the model, without regard to case.</summary>
    public string? Model { get; set; }

    /// <summary>A pattern for the id of the TokenPak key.</summary>
    public string? Key { get; set; }

    /// <summary>At least so many prompt tokens, estimated as a quarter of the body's bytes.</summary>
    public int? MinTokens { get; set; }

    /// <summary>At most so many prompt tokens, estimated likewise.</summary>
    public int? MaxTokens { get; set; }

    /// <summary>Patterns for request headers, by name.</summary>
    public Dictionary<string, string> Headers { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>What a rule changes.</summary>
internal sealed class SetOptions
{
    /// <summary>The model to ask for instead.</summary>
    public string? Model { get; set; }

    /// <summary>The entry of <c>TokenPak:Upstreams</c> to send to instead.</summary>
    public string? Upstream { get; set; }

    /// <summary>The compilation mode, unless the request names its own.</summary>
    public string? Mode { get; set; }
}
