using System.Text;
using TokenPak.Contracts;

namespace TokenPak.Local.Checking;

/// <summary>A request to one provider that costs nothing, with the user's key or without one.</summary>
/// <param name="Provider">One of <see cref="ProviderNames"/>.</param>
/// <param name="Label">Its name in a sentence.</param>
/// <param name="KeyVariables">Where its SDKs look for a key.</param>
/// <param name="Create">Makes the request.</param>
internal sealed record ProviderProbe(string Provider, string Label, string[] KeyVariables, Func<string?, HttpRequestMessage> Create)
{
    public static IReadOnlyList<ProviderProbe> All { get; } =
    [
        new(ProviderNames.Anthropic, "Anthropic", ["ANTHROPIC_API_KEY"], Anthropic),
        new(ProviderNames.OpenAI, "OpenAI", ["OPENAI_API_KEY"], OpenAI),
        new(ProviderNames.Google, "Google", ["GEMINI_API_KEY", "GOOGLE_API_KEY"], Google),
    ];

    // Counting tokens is free of charge and takes the same way through TokenPak as a message.
    private static HttpRequestMessage Anthropic(string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("v1/messages/count_tokens", UriKind.Relative))
        {
            Content = new StringContent(
                """{"model":"claude-haiku-4-5","messages":[{"role":"user","content":"Hello"}]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("anthropic-version", "2023-06-01");
        if (key is not null) request.Headers.Add("x-api-key", key);
        return request;
    }

    private static HttpRequestMessage OpenAI(string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri("v1/models", UriKind.Relative));
        if (key is not null) request.Headers.Authorization = new("Bearer", key);
        return request;
    }

    private static HttpRequestMessage Google(string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri("v1beta/models?pageSize=1", UriKind.Relative));
        if (key is not null) request.Headers.Add("x-goog-api-key", key);
        return request;
    }
}
