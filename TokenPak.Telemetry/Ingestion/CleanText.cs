using System.Text;

namespace TokenPak.Telemetry.Ingestion;

/// <summary>Model names, session ids and user agents are text that anybody can choose.</summary>
internal static class CleanText
{
    // Together the key of the hourly totals: at three bytes a character they stay under the 2,704 bytes that an index entry of Postgres may have.
    public const int ProviderLength = 64;
    public const int ModelLength = 256;
    public const int SessionLength = 256;
    public const int AgentLength = 128;

    /// <summary>Bounded, and without what Postgres refuses (U+0000) or what is no text (lone surrogates). Empty becomes null.</summary>
    public static string? Of(string? text, int maxLength)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (text.Length > maxLength) text = text[..maxLength];
        if (!NeedsCleaning(text)) return text;

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return clean.ToString();
    }

    private static bool NeedsCleaning(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0 || text.Contains('\0', StringComparison.Ordinal);
}
