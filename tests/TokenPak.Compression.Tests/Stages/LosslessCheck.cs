using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Tests.Stages;

/// <summary>What holds for every lossless stage and every text: exact, shorter where it applies, the same each time.</summary>
internal static class LosslessCheck
{
    internal delegate bool Encoder(ReadOnlySpan<char> text, TextBuffer output);

    /// <summary>The encoded form, or null where the stage refuses.</summary>
    public static string? Encode(Encoder encoder, string text)
    {
        using var output = new TextBuffer();
        return encoder(text, output) ? output.Text.ToString() : null;
    }

    public static bool Holds(Encoder encoder, Func<string, string> decoder, string text, string because)
    {
        var encoded = Encode(encoder, text);
        Assert.True(Encode(encoder, text) == encoded, $"not deterministic: {because}");
        if (encoded is null) return false;
        Assert.True(encoded.Length < text.Length, $"not shorter: {because}");
        Assert.True(string.Equals(decoder(encoded), text, StringComparison.Ordinal), $"not lossless: {because}\n--- text\n{text}\n--- encoded\n{encoded}\n--- decoded\n{decoder(encoded)}");
        return true;
    }

    /// <summary>Many seeds; some of them have to apply, or the property says nothing.</summary>
    public static void HoldsForSeeds(Encoder encoder, Func<string, string> decoder, Func<TextRolls, string> texts, int seeds)
    {
        var applied = 0;
        for (var seed = 1; seed <= seeds; seed++)
        {
            if (Holds(encoder, decoder, texts(new TextRolls(seed)), $"seed {seed}")) applied++;
        }

        Assert.True(applied > seeds / 20, $"applied to {applied} of {seeds} texts only");
    }
}
