namespace TokenPak.Compression.Engine;

/// <summary>Which texts no stage sees: by size and shape alone, so that the answer is the same on every machine.</summary>
internal static class ShapeRules
{
    public static bool MayTouch(int bytes, ReadOnlySpan<char> text) =>
        bytes <= EngineLimits.MaxBlockBytes && !text.Contains('\0') && !HasLongRun(text);

    private static bool HasLongRun(ReadOnlySpan<char> text)
    {
        // Sampling every MaxRun-th character finds every run twice that long, which is what costs.
        for (var i = EngineLimits.MaxRun; i < text.Length; i += EngineLimits.MaxRun)
        {
            var c = text[i];
            var after = text[i..].IndexOfAnyExcept(c);
            if (after < 0) after = text.Length - i;
            var before = i - 1 - text[..i].LastIndexOfAnyExcept(c);
            if (after + before > EngineLimits.MaxRun) return true;
        }

        return false;
    }
}
