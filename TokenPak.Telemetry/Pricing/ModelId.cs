namespace TokenPak.Telemetry.Pricing;

/// <summary>Which names mean the same model: the id itself, or the id followed by nothing but a date or <c>-latest</c>. Never a prefix: <c>gpt-4o-mini</c> is no <c>gpt-4o</c>.</summary>
internal static class ModelId
{
    private const string GooglePrefix = "models/";
    private const string Latest = "-latest";

    /// <summary>The names to look up, the most exact first.</summary>
    public static IEnumerable<string> Candidates(string model)
    {
        // Google's own ids are resource names: models/gemini-2.5-flash.
        if (model.StartsWith(GooglePrefix, StringComparison.Ordinal)) model = model[GooglePrefix.Length..];
        yield return model;
        if (WithoutSuffix(model) is { } plain) yield return plain;
    }

    private static string? WithoutSuffix(string model)
    {
        if (model.EndsWith(Latest, StringComparison.Ordinal)) return model[..^Latest.Length];
        return DateLength(model) is > 0 and var length && length < model.Length ? model[..^length] : null;
    }

    /// <summary>The length of a trailing <c>-20250929</c>, <c>@20250929</c> (Google Cloud) or <c>-2025-09-29</c>; 0 without one.</summary>
    private static int DateLength(string model)
    {
        if (Ends(model, "-dddddddd") || Ends(model, "@dddddddd")) return 9;
        return Ends(model, "-dddd-dd-dd") ? 11 : 0;
    }

    private static bool Ends(string model, string pattern)
    {
        if (model.Length <= pattern.Length) return false;
        var tail = model.AsSpan(model.Length - pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == 'd' ? !char.IsAsciiDigit(tail[i]) : tail[i] != pattern[i]) return false;
        }

        return true;
    }
}
