using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace TokenPak.Compiler.Vault.Chunking;

/// <summary>The words that a page shows, cut at its headings.</summary>
internal static class HtmlSections
{
    private static readonly HtmlParser Parser = new(new HtmlParserOptions { IsKeepingSourceReferences = true });

    public static IReadOnlyList<Chunk> Cut(string html)
    {
        using var document = Parser.ParseDocument(html);
        var page = new Page(new SourceText(html));
        Walk(document.Body ?? document.DocumentElement, page);
        page.Close();
        return page.Chunks;
    }

    private static void Walk(INode node, Page page)
    {
        // Depth is bounded by the parser, which closes what is nested too deep; a stack of our own costs little all the same.
        var rest = new Stack<INode>();
        rest.Push(node);
        while (rest.TryPop(out var next))
        {
            if (next is IText text) page.Add(text.Data);
            if (next is not IElement element || element.LocalName is "script" or "style" or "template" or "noscript" or "svg" or "head") continue;
            var position = element.SourceReference?.Position.Position ?? -1;
            if (element.LocalName is ['h', >= '1' and <= '6']) page.Open(position, element.LocalName[1] - '0', element.TextContent);
            if (!IsInline(element)) page.Break(position);
            for (var child = element.LastChild; child is not null; child = child.PreviousSibling) rest.Push(child);
        }
    }

    private static bool IsInline(IElement element) =>
        element.LocalName is "a" or "abbr" or "b" or "code" or "em" or "i" or "kbd" or "mark" or "q" or "s" or "small" or "span" or "strong" or "sub" or "sup" or "time" or "u" or "var";

    private sealed class Page(SourceText source)
    {
        private readonly List<(int Level, string Title)> _open = [];
        private readonly StringBuilder _text = new();
        private int _first;
        private int _last;

        public List<Chunk> Chunks { get; } = [];

        public void Open(int position, int level, string title)
        {
            if (_text.Length >= SectionPacker.ShortCharacters) Close();
            _open.RemoveAll(above => above.Level >= level);
            _open.Add((level, Squeeze(title)));
            Break(position);
        }

        public void Break(int position)
        {
            if (_text.Length > SectionPacker.MaxCharacters) Close();
            if (position >= 0) _last = Math.Max(_last, source.LineAt(Math.Min(position, source.Text.Length)));
            if (_text.Length == 0) _first = _last;
            else if (_text[^1] != '\n') _text.Append('\n');
        }

        public void Add(string data)
        {
            var words = Squeeze(data);
            if (words.Length == 0) return;
            if (_text.Length > 0 && _text[^1] != '\n' && char.IsWhiteSpace(data[0])) _text.Append(' ');
            _text.Append(words);
            if (char.IsWhiteSpace(data[^1])) _text.Append(' ');
        }

        /// <summary>Long runs without a heading are cut like prose; all of it has the section's lines.</summary>
        public void Close()
        {
            var text = _text.ToString().Trim();
            _text.Clear();
            var title = string.Join(" > ", _open.Select(above => above.Title));
            if (text.Length > 0)
            {
                var inner = new SourceText(text);
                Chunks.AddRange(SectionPacker.Pack(inner, ParagraphSections.Find(inner)).Select(chunk => new Chunk(_first + 1, _last + 1, title, chunk.Text)));
            }

            _first = _last;
        }

        private static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
