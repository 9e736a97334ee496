using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages.Lossy;

namespace TokenPak.Compression.Engine;

/// <summary>What a scanned request may lose, and by which question each of its blocks is read.</summary>
internal sealed class LossScope(LossTerms terms, QuestionIndex questions)
{
    public LossTerms Terms => terms;

    /// <summary>Null where nothing may be lost.</summary>
    public static LossScope? Of(CompressionRequest request, PromptDocument document, StageChoice stages)
    {
        if (request.Loss is not { } terms || !StageCatalog.Lossy.Any(stages.Runs)) return null;
        var body = request.Body.Span;
        return terms.Accepted || CanFetch(body, document, terms) ? new LossScope(terms, QuestionIndex.Of(body, document)) : null;
    }

    /// <summary>Whether a lossy form may stand for a block at all.</summary>
    public static bool Covers(in PromptBlock block) => block.Touchable && block.Kind is BlockKind.ToolResult or BlockKind.Document or BlockKind.Paste;

    /// <summary>Hash of the question before a block.</summary>
    public UInt128 QuestionHash(int block) => questions.HashOf(block);

    public Question QuestionOf(ReadOnlySpan<byte> body, PromptDocument document, int block) => questions.Of(body, document, block);

    private static bool CanFetch(ReadOnlySpan<byte> body, PromptDocument document, LossTerms terms)
    {
        if (terms.RetrievalTools.Count == 0) return false;
        foreach (ref readonly var block in document.Blocks)
        {
            if (block.Kind == BlockKind.Tools && RetrievalTool.IsDefinedIn(block.Range.In(body), terms.RetrievalTools[0])) return true;
        }

        return false;
    }
}
