using TokenPak.Compression.Content;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Stages.Lossy;

namespace TokenPak.Compression.Tests.Stages.Lossy;

/// <summary>What one lossy stage makes of a text.</summary>
internal static class Shortened
{
    public const string Id = "00112233445566778899aabbccddeeff";

    /// <summary>The shorter form, or null where there is none.</summary>
    public static string? By(ILossyStage stage, string text, string question = "", ContentKind content = ContentKind.Output, BlockKind kind = BlockKind.Document, string? subject = null, bool hasTools = true)
    {
        var block = new LossyBlock
        {
            Text = text,
            Content = content,
            Kind = kind,
            Tool = new ToolContext(kind == BlockKind.ToolResult ? "fetch" : null, null, subject),
            HasTools = hasTools,
            Question = Question.Of(question),
            Omission = new OmissionNote(Id),
        };
        using var output = new TextBuffer();
        return stage.Accepts(block) && stage.TryShorten(block, output) ? output.Text.ToString() : null;
    }
}
