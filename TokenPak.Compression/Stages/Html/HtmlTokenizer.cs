namespace TokenPak.Compression.Stages.Html;

/// <summary>
/// Cuts a page into tags, texts and comments by the rules of the HTML standard's tokenizer, as far as they matter for a page's text. Every input has tokens: what browsers repair is no error
/// here. Each character is looked at a fixed number of times.
/// </summary>
/// <param name="html">The page, or a part of one.</param>
public ref struct HtmlTokenizer(ReadOnlySpan<char> html)
{
    private readonly ReadOnlySpan<char> _html = html;
    private string? _raw;
    private int _at;

    /// <summary>What the token is.</summary>
    public HtmlTokenKind Kind { get; private set; }

    /// <summary>Where the token begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends. Setting it goes on from there.</summary>
    public int End
    {
        readonly get => _at;
        set => (_at, _raw) = (value, null);
    }

    /// <summary>A tag's name as written.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>What stands in a tag behind its name.</summary>
    public ReadOnlySpan<char> Attributes { get; private set; }

    /// <summary>The whole token as written.</summary>
    public readonly ReadOnlySpan<char> Content => _html[Start.._at];

    /// <summary>Goes to the next token; false at the end.</summary>
    public bool Next()
    {
        Start = _at;
        Name = default;
        Attributes = default;
        if (_at == _html.Length) return false;
        if (_raw is { } name)
        {
            _raw = null;
            _at = EndOfRaw(name);
            Kind = HtmlTokenKind.Raw;
            if (_at > Start) return true;
        }

        Read();
        return true;
    }

    private void Read()
    {
        var rest = _html[_at..];
        if (rest[0] == '<' && rest.Length > 1)
        {
            if (char.IsAsciiLetter(rest[1]))
            {
                Tag(HtmlTokenKind.Open, _at + 1);
                return;
            }

            if (rest[1] == '/' && rest.Length > 2 && char.IsAsciiLetter(rest[2]))
            {
                Tag(HtmlTokenKind.Close, _at + 2);
                return;
            }

            if (rest[1] is '!' or '?' or '/')
            {
                Kind = HtmlTokenKind.Comment;
                _at = rest.StartsWith("<!--") ? Behind("-->", 4) : rest.StartsWith("<![CDATA[") ? Behind("]]>", 9) : Behind(">", 2);
                return;
            }
        }

        Kind = HtmlTokenKind.Text;
        var next = rest[1..].IndexOf('<');
        _at = next < 0 ? _html.Length : _at + 1 + next;
    }

    private void Tag(HtmlTokenKind kind, int name)
    {
        Kind = kind;
        var end = name;
        while (end < _html.Length && !char.IsWhiteSpace(_html[end]) && _html[end] is not ('/' or '>')) end++;
        Name = _html[name..end];
        _at = EndOfTag(end);
        Attributes = _html[end..Math.Max(end, _at - 1)];
        if (kind == HtmlTokenKind.Open && HtmlTags.Of(Name) is HtmlTag.Raw or HtmlTag.Title or HtmlTag.TextArea) _raw = Name.ToString();
    }

    /// <summary>The place behind the tag's end: the first <c>&gt;</c> outside quotes, and quotes only count where a value begins.</summary>
    private readonly int EndOfTag(int at)
    {
        while (at < _html.Length)
        {
            var found = _html[at..].IndexOfAny('>', '=');
            if (found < 0) return _html.Length;
            at += found + 1;
            if (_html[at - 1] == '>') return at;
            while (at < _html.Length && char.IsWhiteSpace(_html[at])) at++;
            if (at == _html.Length || _html[at] is not ('"' or '\'')) continue;
            var close = _html[(at + 1)..].IndexOf(_html[at]);
            if (close < 0) return _html.Length;
            at += close + 2;
        }

        return _html.Length;
    }

    private readonly int EndOfRaw(string name)
    {
        var at = _at;
        while (true)
        {
            var close = _html[at..].IndexOf("</", StringComparison.Ordinal);
            if (close < 0) return _html.Length;
            at += close;
            var behind = _html[(at + 2)..];
            if (behind.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (behind.Length == name.Length || !char.IsAsciiLetterOrDigit(behind[name.Length]))) return at;
            at += 2;
        }
    }

    private readonly int Behind(string end, int from)
    {
        var start = Math.Min(_at + from, _html.Length);
        var found = _html[start..].IndexOf(end, StringComparison.Ordinal);
        return found < 0 ? _html.Length : start + found + end.Length;
    }
}
