using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages.Lossy;

namespace TokenPak.Compression.Stages.Html;

/// <summary>A page to its text, with headings, lists, tables, links and code; markup, scripts, styles and what surrounds the content are left out.</summary>
internal sealed class HtmlStage : ILossyStage
{
    public byte Id => StageId.Html;

    public int Version => 1;

    public bool Accepts(in LossyBlock block) => block.Content == ContentKind.Output;

    public bool TryShorten(in LossyBlock block, TextBuffer output)
    {
        if (!HtmlShape.Is(block.Text)) return false;
        output.Append("[TokenPak: page as text, without its markup");
        block.Omission.WriteId(output);
        output.Append(']');
        block.Omission.Add(1);
        return PageReader.Write(block.Text, HtmlRegions.Find(block.Text, block.Question), output);
    }
}
