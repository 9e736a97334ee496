namespace TokenPak.Compiler.Vault.Chunking;

/// <summary>A file's text and where its lines begin.</summary>
internal sealed class SourceText
{
    private readonly List<int> _starts = [0];

    public SourceText(string text)
    {
        Text = text;
        for (var at = text.IndexOf('\n'); at >= 0 && at + 1 < text.Length; at = text.IndexOf('\n', at + 1)) _starts.Add(at + 1);
    }

    public string Text { get; }

    public int LineCount => _starts.Count;

    /// <summary>A line without its end.</summary>
    public ReadOnlySpan<char> Line(int index) => Text.AsSpan(_starts[index], StartOf(index + 1) - _starts[index]).TrimEnd("\r\n");

    /// <summary>The lines from <paramref name="first"/> up to, not including, <paramref name="end"/>.</summary>
    public ReadOnlySpan<char> Lines(int first, int end) => Text.AsSpan(StartOf(first), StartOf(end) - StartOf(first));

    public int LengthOf(int first, int end) => StartOf(end) - StartOf(first);

    /// <summary>The line that holds a character.</summary>
    public int LineAt(int position)
    {
        var found = _starts.BinarySearch(position);
        return found >= 0 ? found : ~found - 1;
    }

    private int StartOf(int line) => line < _starts.Count ? _starts[line] : Text.Length;
}
