using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Lossy;

/// <summary>Writes where a text is left out, how much of it, and under which id the whole can be fetched. Plain words: nothing reads them back but the model.</summary>
internal sealed class OmissionNote(string originalId)
{
    /// <summary>The keyed hash under which the original is kept.</summary>
    public string OriginalId { get; } = originalId;

    /// <summary>Gaps written so far.</summary>
    public int Gaps { get; private set; }

    /// <summary>Parts left out so far.</summary>
    public int Parts { get; private set; }

    public void Write(TextBuffer output, int from, int to, string what)
    {
        output.Append(Gaps == 0 ? "[TokenPak: " : "[");
        output.Append(from == to ? what.AsSpan().TrimEnd('s') : what);
        output.Append(' ');
        output.Append(from);
        if (to > from)
        {
            output.Append('-');
            output.Append(to);
        }

        output.Append(" left out");
        if (Gaps == 0) WriteId(output);
        output.Append(']');
        Add(to - from + 1);
    }

    /// <summary>One line for all gaps of a list: <c>[TokenPak: 480 of 500 rows left out, kept 1-3, 17, 499-500, original 3f2a…]</c>.</summary>
    public void WriteKept(TextBuffer output, ReadOnlySpan<bool> kept, string what, ReadOnlySpan<char> of)
    {
        var left = kept.Count(false);
        output.Append(Gaps == 0 ? "[TokenPak: " : "[");
        output.Append(left);
        output.Append(" of ");
        output.Append(kept.Length);
        output.Append(' ');
        output.Append(what);
        if (!of.IsEmpty) output.Append(" of ");
        output.Append(of);
        output.Append(" left out, kept");
        for (var from = 0; from < kept.Length; from++)
        {
            if (!kept[from]) continue;
            var to = from;
            while (to + 1 < kept.Length && kept[to + 1]) to++;
            output.Append(' ');
            output.Append(from + 1);
            if (to > from)
            {
                output.Append('-');
                output.Append(to + 1);
            }

            output.Append(',');
            from = to;
        }

        output.Truncate(output.Length - 1);
        if (Gaps == 0) WriteId(output);
        output.Append(']');
        Add(left);
    }

    /// <summary>The id as every note names it: <c>, original 3f2a…</c>.</summary>
    public void WriteId(TextBuffer output)
    {
        output.Append(", original ");
        output.Append(OriginalId);
    }

    /// <summary>Counts a gap that a stage words by itself.</summary>
    public void Add(int parts)
    {
        Gaps++;
        Parts += parts;
    }
}
