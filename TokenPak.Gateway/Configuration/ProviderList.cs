using TokenPak.Contracts;

namespace TokenPak.Gateway.Configuration;

/// <summary>The providers that requests are told apart by.</summary>
internal static class ProviderList
{
    public static readonly string[] All = [ProviderNames.Anthropic, ProviderNames.OpenAI, ProviderNames.Google, ProviderNames.ChatGpt, ProviderNames.Azure];

    /// <summary>Those with a public host of their own.</summary>
    public static readonly string[] WithDefaults = [ProviderNames.Anthropic, ProviderNames.OpenAI, ProviderNames.Google, ProviderNames.ChatGpt];
}
