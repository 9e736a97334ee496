namespace TokenPak.Compression.Stages.Skeleton;

/// <summary>
/// Steps over strings and comments of the languages with braces, so that what is left is structure. Told apart by their signs alone; where that goes wrong the braces do not match, and the
/// text stays whole.
/// </summary>
internal ref struct BraceReader(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at = -1;

    /// <summary>The place of the character that <see cref="Next"/> found.</summary>
    public readonly int At => _at;

    /// <summary>Where the last comment before it ended: what is declared begins behind.</summary>
    public int CommentEnd { get; private set; }

    /// <summary>The next sign of structure: a brace, a bracket, a semicolon; <c>'\0'</c> at the end.</summary>
    public char Next()
    {
        for (_at++; _at < _text.Length; _at++)
        {
            switch (_text[_at])
            {
                case '{' or '}' or '(' or ')' or ';':
                    return _text[_at];
                case '/' when Follows('/'):
                    _at = EndOfLine(_at) - 1;
                    CommentEnd = _at + 1;
                    break;
                case '/' when Follows('*'):
                    _at = Behind("*/", _at + 2) - 1;
                    CommentEnd = _at + 1;
                    break;
                case '#' when IsDirective():
                    _at = EndOfDirective() - 1;
                    CommentEnd = _at + 1;
                    break;
                case '"':
                    _at = EndOfString() - 1;
                    break;
                case '`':
                    _at = EndOfQuote('`', lines: true) - 1;
                    break;
                case '\'':
                    _at = EndOfCharacter() - 1;
                    break;
            }
        }

        return '\0';
    }

    private readonly bool Follows(char c) => _at + 1 < _text.Length && _text[_at + 1] == c;

    private readonly int EndOfLine(int at)
    {
        var length = _text[at..].IndexOf('\n');
        return length < 0 ? _text.Length : at + length;
    }

    private readonly int Behind(string end, int from)
    {
        from = Math.Min(from, _text.Length);
        var found = _text[from..].IndexOf(end, StringComparison.Ordinal);
        return found < 0 ? _text.Length : from + found + end.Length;
    }

    /// <summary>A line of C's preprocessor or C#'s; Rust's attributes are no such line.</summary>
    private readonly bool IsDirective()
    {
        if (_at + 1 == _text.Length || !char.IsAsciiLetter(_text[_at + 1])) return false;
        var before = _at - 1;
        while (before >= 0 && _text[before] is ' ' or '\t') before--;
        return before < 0 || _text[before] == '\n';
    }

    private readonly int EndOfDirective()
    {
        var end = EndOfLine(_at);
        while (end < _text.Length && end > 0 && _text[end - 1] == '\\') end = EndOfLine(end + 1);
        return end;
    }

    private readonly int EndOfString()
    {
        if (_text[_at..].StartsWith("\"\"\""))
        {
            // Raw strings end with as many quotes as they begin.
            var quotes = _text[_at..].IndexOfAnyExcept('"');
            if (quotes < 0) return _text.Length;
            return Behind(new string('"', quotes), _at + quotes);
        }

        if (_at > 0 && _text[_at - 1] == '@' || (_at > 1 && _text[_at - 1] == '$' && _text[_at - 2] == '@')) return EndOfVerbatim();
        return EndOfQuote('"', lines: false);
    }

    /// <summary>C#'s verbatim strings double their quotes.</summary>
    private readonly int EndOfVerbatim()
    {
        var at = _at + 1;
        while (at < _text.Length)
        {
            var quote = _text[at..].IndexOf('"');
            if (quote < 0) return _text.Length;
            at += quote + 1;
            if (at == _text.Length || _text[at] != '"') return at;
            at++;
        }

        return _text.Length;
    }

    private readonly int EndOfQuote(char quote, bool lines)
    {
        for (var at = _at + 1; at < _text.Length; at++)
        {
            if (_text[at] == '\\') at++;
            else if (_text[at] == quote) return at + 1;
            else if (_text[at] == '\n' && !lines) return at;
        }

        return _text.Length;
    }

    /// <summary>A character, or a string as JavaScript has them; a lone sign is a lifetime of Rust's, or an apostrophe.</summary>
    private readonly int EndOfCharacter()
    {
        var end = EndOfQuote('\'', lines: false);
        return end <= _text.Length && end - _at > 1 && _text[end - 1] == '\'' ? end : _at + 1;
    }
}
