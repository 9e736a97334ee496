using System.Text;

namespace TokenPak.Compiler.Vault.Chunking;

/// <summary>Collects a page's words into sections, under the headings that are open.</summary>
internal sealed class HtmlPage(SourceText source)
{
    private readonly List<(int Level, StringBuilder Title)> _open = [];
    private readonly StringBuilder _text = new();
    private StringBuilder? _heading;
    private int _first;
    private int _last;

    public List<Chunk> Chunks { get; } = [];

    public void Open(int position, int level)
    {
        if (_text.Length >= SectionPacker.ShortCharacters) Close();
        _open.RemoveAll(above => above.Level >= level);
        _heading = new StringBuilder();
        _open.Add((level, _heading));
        Break(position);
    }

    public void EndHeading(int position)
    {
        _heading = null;
        Break(position);
    }

    public void Break(int position)
    {
        if (_text.Length > SectionPacker.MaxCharacters) Close();
        _last = Math.Max(_last, source.LineAt(position));
        if (_text.Length == 0) _first = _last;
        else if (_text[^1] != '\n') _text.Append('\n');
    }

    public void Add(string data)
    {
        // A heading that is never closed is no title.
        if (_heading is { Length: < SectionPacker.ShortCharacters }) Append(_heading, data.Length > SectionPacker.ShortCharacters ? data[..SectionPacker.ShortCharacters] : data);
        Append(_text, data);
    }

    /// <summary>Long runs without a heading are cut like prose; all of it has the section's lines.</summary>
    public void Close()
    {
        var text = _text.ToString().Trim();
        _text.Clear();
        if (text.Length > 0)
        {
            var title = string.Join(" > ", _open.Select(above => above.Title.ToString().Trim()));
            var inner = new SourceText(text);
            Chunks.AddRange(SectionPacker.Pack(inner, ParagraphSections.Find(inner)).Select(chunk => new Chunk(_first + 1, _last + 1, title, chunk.Text)));
        }

        _first = _last;
    }

    private static void Append(StringBuilder text, string data)
    {
        var words = string.Join(' ', data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (data.Length > 0 && char.IsWhiteSpace(data[0]) && text.Length > 0 && !char.IsWhiteSpace(text[^1])) text.Append(' ');
        text.Append(words);
        if (words.Length > 0 && char.IsWhiteSpace(data[^1])) text.Append(' ');
    }
}
