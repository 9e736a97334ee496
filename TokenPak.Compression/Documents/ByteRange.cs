namespace TokenPak.Compression.Documents;

/// <summary>A range of the body; for strings the bytes between the quotes.</summary>
internal readonly record struct ByteRange(int Start, int Length, bool IsString = false, bool IsEscaped = false)
{
    public bool Exists => Length > 0 || IsString;

    public int End => Start + Length;

    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> body) => body.Slice(Start, Length);
}
