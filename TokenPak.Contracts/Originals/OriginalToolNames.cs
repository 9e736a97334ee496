namespace TokenPak.Contracts.Originals;

/// <summary>The MCP tools that give originals back: a request that defines the first may lose text, and what they return is never shortened.</summary>
public static class OriginalToolNames
{
    /// <summary>Fetches an original by its id.</summary>
    public const string Fetch = "tokenpak_fetch_original";

    /// <summary>Searches an original.</summary>
    public const string Search = "tokenpak_search_original";

    /// <summary>Both, the one that has to be defined first.</summary>
    public static IReadOnlyList<string> All { get; } = [Fetch, Search];
}
