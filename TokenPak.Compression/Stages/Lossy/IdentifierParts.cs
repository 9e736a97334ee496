namespace TokenPak.Compression.Stages.Lossy;

/// <summary>The parts of an identifier: <c>getUserById</c>, <c>MAX_RETRY_COUNT</c> and <c>HTTPServer</c> at their seams.</summary>
internal ref struct IdentifierParts(ReadOnlySpan<char> word)
{
    private ReadOnlySpan<char> _rest = word;

    public ReadOnlySpan<char> Current { get; private set; }

    public readonly IdentifierParts GetEnumerator() => this;

    public bool MoveNext()
    {
        _rest = _rest.TrimStart("_.-'");
        if (_rest.IsEmpty) return false;
        var length = 1;
        while (length < _rest.Length && !IsSeam(length)) length++;
        Current = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    private readonly bool IsSeam(int at)
    {
        var (before, here) = (_rest[at - 1], _rest[at]);
        if (!char.IsLetterOrDigit(here) || char.IsAsciiDigit(before) != char.IsAsciiDigit(here)) return true;
        if (!char.IsUpper(here)) return false;
        return char.IsLower(before) || (at + 1 < _rest.Length && char.IsLower(_rest[at + 1]));
    }
}
