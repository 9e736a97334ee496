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
