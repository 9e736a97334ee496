using Microsoft.AspNetCore.Http;

namespace TokenPak.Gateway.Detection;

/// <summary>The client program by its user agent.</summary>
internal static class Agents
{
    private const int MaxLength = 48;

    private static readonly (string Prefix, string Agent)[] Known =
    [
        ("claude-cli", "claude-code"),
        ("claude-code", "claude-code"),
        ("codex", "codex"),
        ("GeminiCLI", "gemini-cli"),
        ("OpenAI/Python", "openai-python"),
        ("AsyncOpenAI/Python", "openai-python"),
        ("OpenAI/JS", "openai-node"),
        ("OpenAI/", "openai-dotnet"),
        ("Anthropic/Python", "anthropic-python"),
        ("AsyncAnthropic/Python", "anthropic-python"),
        ("Anthropic/JS", "anthropic-typescript"),
        ("Anthropic", "anthropic"),
        ("google-genai-sdk", "google-genai"),
    ];

    public static string? Of(IHeaderDictionary headers)
    {
        var userAgent = headers.UserAgent.ToString();
        if (userAgent.Length == 0) return null;
        foreach (var (prefix, agent) in Known)
        {
            if (userAgent.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return agent;
        }

        // A bundler renames the class by which a JavaScript SDK calls itself (Continue's comes as "ls/JS 4.104.0").
        if (headers.ContainsKey("x-stainless-lang") && userAgent.Contains("/JS ", StringComparison.Ordinal)) return headers.ContainsKey("anthropic-version") ? "anthropic-typescript" : "openai-node";

        var end = userAgent.AsSpan().IndexOfAny('/', ' ', '(');
        var product = end < 0 ? userAgent : userAgent[..end];
        return product.Length is > 0 and <= MaxLength && product.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? product.ToLowerInvariant() : null;
    }
}
