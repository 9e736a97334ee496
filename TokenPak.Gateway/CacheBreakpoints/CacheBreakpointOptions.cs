namespace TokenPak.Gateway.CacheBreakpoints;

/// <summary>Help for clients that ask Anthropic for no prompt cache.</summary>
internal sealed class CacheBreakpointOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "TokenPak:CacheBreakpoints";

    /// <summary>Whether requests to Anthropic without any cache marker get some. Writing to the cache costs more than plain input, so this pays where prompts come again. Default false.</summary>
    public bool Enabled { get; set; }
}
