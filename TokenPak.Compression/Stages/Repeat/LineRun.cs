namespace TokenPak.Compression.Stages.Repeat;

/// <summary>Lines of a block that an earlier block shows.</summary>
/// <param name="Start">First line in the block.</param>
/// <param name="Length">How many.</param>
/// <param name="Match">First line in <see cref="LineIndex"/>.</param>
/// <param name="Kind">How they are the same.</param>
internal readonly record struct LineRun(int Start, int Length, int Match, LineMatch Kind)
{
    public int End => Start + Length;
}
