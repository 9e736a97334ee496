using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages;

/// <summary>
/// One step of the ladder that looks only inside a block. A stage is a pure function of its arguments (I3, I4); it never sees the clock, the
/// request, or the culture. Its decoder stands in the tests.
/// </summary>
internal interface IBlockStage
{
    /// <summary>One of <see cref="StageId"/>.</summary>
    byte Id { get; }

    /// <summary>Raised with every change of the output: part of the policy id.</summary>
    int Version { get; }

    StageKind Kind { get; }

    /// <summary>Whether the stage is for this kind of content. File content never reaches a stage of the ladder.</summary>
    bool Accepts(ContentKind content);

    /// <summary>Writes the shorter form; false, with <paramref name="output"/> in any state, where there is none.</summary>
    bool TryApply(ReadOnlySpan<char> text, TextBuffer output);
}
