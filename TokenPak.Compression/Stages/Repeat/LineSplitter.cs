namespace TokenPak.Compression.Stages.Repeat;

/// <summary>The lines of a text, cut at line feeds alone: joined with line feeds they are the text again.</summary>
internal ref struct LineSplitter(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _next;

    public (int Start, int Length) Current { get; private set; }

    public readonly LineSplitter GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_next > _text.Length) return false;
        var length = _text[_next..].IndexOf('\n');
        if (length < 0) length = _text.Length - _next;
        Current = (_next, length);
        _next += length + 1;
        return true;
    }
}
