using TokenPak.Compression.Content;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Lossy;

/// <summary>A block as a lossy stage sees it.</summary>
internal readonly ref struct LossyBlock
{
    /// <summary>The text as it came.</summary>
    public required ReadOnlySpan<char> Text { get; init; }

    public required ContentKind Content { get; init; }

    public required BlockKind Kind { get; init; }

    /// <summary>The call that it answers; nothing for documents and pastes.</summary>
    public ToolContext Tool { get; init; }

    /// <summary>Whether the request defines tools: a caller with tools may edit what it read.</summary>
    public bool HasTools { get; init; }

    /// <summary>What the user asked before the block.</summary>
    public required Question Question { get; init; }

    /// <summary>The note for what is left out. One for each attempt: the first gap names the id.</summary>
    public required OmissionNote Omission { get; init; }

    /// <summary>
    /// Says in place that parts <paramref name="from"/> to <paramref name="to"/> of the original are left out, counted from 1: <c>[TokenPak: lines 12-493 left out, original 3f2a…]</c>,
    /// from the second gap on <c>[lines 600-710 left out]</c>. No line end is written.
    /// </summary>
    /// <param name="output">Where the note goes.</param>
    /// <param name="from">The first part left out.</param>
    /// <param name="to">The last part left out.</param>
    /// <param name="what">What is counted, in the plural: <c>lines</c>, <c>rows</c>, <c>sentences</c>.</param>
    public void WriteGap(TextBuffer output, int from, int to, string what) => Omission.Write(output, from, to, what);
}
