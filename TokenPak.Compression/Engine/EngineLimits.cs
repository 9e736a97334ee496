namespace TokenPak.Compression.Engine;

/// <summary>Bounds on bytes and tokens: part of the policy, never of the machine.</summary>
internal static class EngineLimits
{
    /// <summary>A larger body passes untouched and uncounted.</summary>
    public const int MaxBodyBytes = 64 * 1024 * 1024;

    /// <summary>More countable text than this passes untouched and uncounted; media do not count.</summary>
    public const int MaxTextBytes = 8 * 1024 * 1024;

    /// <summary>A larger block is counted but never touched.</summary>
    public const int MaxBlockBytes = 1024 * 1024;

    /// <summary>A block with a longer run of one character is counted but never touched.</summary>
    public const int MaxRun = 8192;

    /// <summary>Nothing under this many tokens is touched.</summary>
    public const int MinBlockTokens = 64;

    /// <summary>Pastes are the user's own words more than a tool's: only long ones are touched.</summary>
    public const int MinPasteTokens = 256;

    /// <summary>Nothing is left out of a text under this many tokens.</summary>
    public const int MinLossyTokens = 512;

    /// <summary>A lossy form has to save this share of what the lossless stages leave, in percent: less is not worth a gap.</summary>
    public const int MinLossyPercent = 20;

    /// <summary>I2: a replacement has to save this many tokens …</summary>
    public const int MinTokensSaved = 8;

    /// <summary>… and this share, in percent.</summary>
    public const int MinPercentSaved = 3;

    /// <summary>
    /// I8: where a provider counts its cache in steps, a slightly shorter prefix can lose a whole step. The first replacement of a request has to save this share
    /// of a step, in percent: below it the gain is too small for the risk.
    /// </summary>
    public const int FirstSavingPercentOfStep = 75;

    /// <summary>I2: whether a replacement is worth it, with a margin for tokenizers that are not public.</summary>
    public static bool IsNetWin(int before, int after) =>
        before - after >= MinTokensSaved && (before - after) * 100L >= (long)before * MinPercentSaved;

    /// <summary>Whether leaving something out is worth it.</summary>
    public static bool IsWorthLoss(int lossless, int lossy) => IsNetWin(lossless, lossy) && (lossless - lossy) * 100L >= (long)lossless * MinLossyPercent;
}
