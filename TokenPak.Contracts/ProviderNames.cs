namespace TokenPak.Contracts;

/// <summary>
/// The upstreams a request can go to: the keys of <c>TokenPak:Upstreams</c> and the values of <c>gen_ai.provider.name</c> in events and statistics.
/// </summary>
public static class ProviderNames
{
    /// <summary>api.anthropic.com.</summary>
    public const string Anthropic = "anthropic";

    /// <summary>api.openai.com.</summary>
    public const string OpenAI = "openai";

    /// <summary>generativelanguage.googleapis.com.</summary>
    public const string Google = "google";

    /// <summary>chatgpt.com/backend-api/codex: Codex on a ChatGPT login.</summary>
    public const string ChatGpt = "chatgpt";

    /// <summary>An Azure OpenAI resource; has no default address.</summary>
    public const string Azure = "azure";
}
