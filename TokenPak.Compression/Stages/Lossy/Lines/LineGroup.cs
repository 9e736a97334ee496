namespace TokenPak.Compression.Stages.Lossy.Lines;

/// <summary>Lines of one shape.</summary>
internal struct LineGroup
{
    public int Count;

    /// <summary>The last of them.</summary>
    public int Last;

    /// <summary>How many were judged so far.</summary>
    public int Judged;

    /// <summary>Only where there are enough of them to tell one from the others.</summary>
    public OutlierFinder? Outliers;
}
