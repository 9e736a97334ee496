namespace TokenPak.Compression.Stages.Skeleton;

/// <summary>Finds the bodies of Python's functions: what is indented more than <c>def</c>, behind its signature and a short docstring.</summary>
internal ref struct IndentedBodies(ReadOnlySpan<char> text)
{
    private const int LongestDocumentation = 8;

    private readonly ReadOnlySpan<char> _text = text;

    public static void Find(ReadOnlySpan<char> text, List<CodeBody> bodies)
    {
        var reader = new IndentedBodies(text);
        var at = 0;
        while (at < text.Length)
        {
            var line = reader.Line(at);
            var trimmed = line.TrimStart();
            if (!trimmed.StartsWith("def ") && !trimmed.StartsWith("async def "))
            {
                at = reader.Behind(at);
                continue;
            }

            var body = reader.Behind(at);
            var end = reader.EndOfBody(body, line.Length - trimmed.Length);
            var start = reader.BehindDocumentation(body, end);
            if (end > start) bodies.Add(new CodeBody(at, start, end));
            at = Math.Max(end, body);
            if (at < text.Length && text[at] == '\n') at++;
        }
    }

    private readonly ReadOnlySpan<char> Line(int at)
    {
        var length = _text[at..].IndexOf('\n');
        return length < 0 ? _text[at..] : _text.Slice(at, length);
    }

    /// <summary>The line behind the statement that begins here: behind its brackets and its strings, which may go over lines.</summary>
    private readonly int Behind(int at)
    {
        var depth = 0;
        while (at < _text.Length)
        {
            var c = _text[at];
            if (c == '#')
            {
                at += Line(at).Length;
                continue;
            }

            if (c is '"' or '\'')
            {
                at = EndOfString(at);
                continue;
            }

            if (c is '(' or '[' or '{') depth++;
            if (c is ')' or ']' or '}') depth--;
            at++;
            if (c == '\n' && depth <= 0) return at;
        }

        return _text.Length;
    }

    private readonly int EndOfString(int at)
    {
        var quote = _text[at];
        if (_text[at..].Length > 2 && _text[at + 1] == quote && _text[at + 2] == quote)
        {
            var close = _text[(at + 3)..].IndexOf([quote, quote, quote]);
            return close < 0 ? _text.Length : at + 3 + close + 3;
        }

        for (at++; at < _text.Length && _text[at] != '\n'; at++)
        {
            if (_text[at] == '\\') at++;
            else if (_text[at] == quote) return at + 1;
        }

        return Math.Min(at, _text.Length);
    }

    /// <summary>The end of the last line that says something and is indented more than the definition.</summary>
    private readonly int EndOfBody(int at, int indentation)
    {
        var end = at;
        while (at < _text.Length)
        {
            var line = Line(at);
            var trimmed = line.TrimStart();
            if (trimmed.IsWhiteSpace())
            {
                at = Math.Min(at + line.Length + 1, _text.Length);
                continue;
            }

            if (line.Length - trimmed.Length <= indentation) break;
            at = Behind(at);
            end = at == _text.Length && _text[^1] != '\n' ? at : at - 1;
        }

        return end;
    }

    private readonly int BehindDocumentation(int start, int end)
    {
        if (start >= end) return start;
        var first = _text[start..end].TrimStart();
        if (!first.StartsWith("\"\"\"") && !first.StartsWith("'''")) return start;
        var behind = Math.Min(Behind(start), end);
        return _text[start..behind].Count('\n') <= LongestDocumentation ? behind : Math.Min(start + Line(start).Length + 1, end);
    }
}
