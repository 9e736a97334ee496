using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Lossy;

/// <summary>
/// One way of leaving parts of a text out. Pure function of its arguments (I3, I4). What it keeps is verbatim and in order; what it leaves out is said in place and can be
/// fetched under the block's id.
/// </summary>
internal interface ILossyStage
{
    /// <summary>One of <see cref="StageId"/>.</summary>
    byte Id { get; }

    /// <summary>Raised with every change of the output: part of the policy id.</summary>
    int Version { get; }

    /// <summary>Whether the stage is for such a block. File content reaches it too: what an edit may have to match is the stage's to leave alone.</summary>
    bool Accepts(in LossyBlock block);

    /// <summary>Writes what is kept, with a note wherever something is left out; false, with <paramref name="output"/> in any state, where nothing worth it is.</summary>
    bool TryShorten(in LossyBlock block, TextBuffer output);
}
