namespace TokenPak.Compression.Stages.Repeat;

/// <summary>A block that later ones may point to: what the model sees of it, line by line.</summary>
internal sealed class RepeatSource(string label)
{
    private readonly Dictionary<int, int> _firstByNumber = [];

    /// <summary>How a pointer names it.</summary>
    public string Label { get; } = label;

    /// <summary>Index of its first visible line in <see cref="LineIndex"/>.</summary>
    public int FirstLine { get; init; }

    /// <summary>Visible lines; a block with pointers in it shows fewer than it has.</summary>
    public int LineCount { get; set; }

    /// <summary>Whether nothing of it is behind a pointer.</summary>
    public bool IsWhole { get; set; } = true;

    public void NoteNumber(int number, int line) => _firstByNumber.TryAdd(number, line);

    /// <summary>Whether a number leads to this line and no other.</summary>
    public bool Leads(int number, int line) => _firstByNumber.TryGetValue(number, out var first) && first == line;
}
