namespace TokenPak.Local.Checking;

/// <summary>How good or bad.</summary>
internal enum Verdict
{
    Good = 0,

    /// <summary>Worth knowing, nothing to mend.</summary>
    Note = 1,

    /// <summary>Something does not work: <c>doctor</c> ends with a non-zero code.</summary>
    Wrong = 2,
}

/// <summary>One sentence of <c>doctor</c>.</summary>
/// <param name="Verdict">How good or bad.</param>
/// <param name="Text">What was found, in plain words.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record Finding(Verdict Verdict, string Text, string? Remedy = null);
