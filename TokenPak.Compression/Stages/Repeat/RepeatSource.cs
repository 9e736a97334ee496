namespace TokenPak.Compression.Stages.Repeat;

/// <summary>A block that later ones may point to: what the model sees of it, line by line.</summary>
/// <param name="name">How a pointer names it: <c>tool result 4</c>.</param>
/// <param name="call">What it came from, for the first pointer to it in a block: <c>ls -R</c>.</param>
internal sealed class RepeatSource(string name, string call)
{
    private readonly Dictionary<int, int> _firstByNumber = [];

    public string Name { get; } = name;

    public string FullName { get; } = call.Length == 0 ? name : $"{name} ({call})";

    /// <summary>Index of its first visible line in <see cref="LineIndex"/>.</summary>
    public int FirstLine { get; init; }

    /// <summary>Visible lines; a block with pointers in it shows fewer than it has.</summary>
    public int LineCount { get; set; }

    /// <summary>Whether it is a block that can be shown again whole, and nothing of it is behind a pointer.</summary>
    public bool IsWhole { get; set; }

    public void NoteNumber(int number, int line) => _firstByNumber.TryAdd(number, line);

    /// <summary>Whether a number leads to this line and no other.</summary>
    public bool Leads(int number, int line) => _firstByNumber.TryGetValue(number, out var first) && first == line;
}
