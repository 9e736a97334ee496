namespace TokenPak.Gateway.Publishing.Spooling;

/// <summary>Where a batch lies in its segment.</summary>
/// <param name="Offset">Of the record's first byte.</param>
/// <param name="Length">Of the JSON behind the header.</param>
/// <param name="Events">How many events it holds.</param>
/// <param name="At">When it was written, in Unix milliseconds.</param>
internal readonly record struct SpoolRecord(long Offset, int Length, int Events, long At)
{
    /// <summary>Header and JSON.</summary>
    public int TotalLength => SpoolFormat.HeaderLength + Length;
}
