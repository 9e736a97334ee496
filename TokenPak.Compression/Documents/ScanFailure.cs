namespace TokenPak.Compression.Documents;

/// <summary>Why a body passes untouched; the names are stable, they appear in statistics.</summary>
internal static class ScanFailure
{
    public const string Malformed = "malformed";
    public const string Duplicate = "duplicate";
    public const string Shape = "shape";
    public const string Dialect = "dialect";
    public const string Oversized = "oversized";
}

/// <summary>Ends a scan: the body has a shape that is not understood well enough to touch it. Never leaves <see cref="PromptScanner"/>.</summary>
internal sealed class ScanException(string reason) : Exception(reason)
{
    public string Reason { get; } = reason;
}
