namespace TokenPak.Compression.Stages.Repeat;

/// <summary>A block that later ones may point to: what the model sees of it, line by line.</summary>
/// <param name="name">How a pointer names it: <c>result 4</c>.</param>
/// <param name="call">What it came from, for the first pointer to it: <c>ls -R</c>.</param>
internal sealed class RepeatSource(string name, string call)
{
    /// <summary>Lines whose numbers go up by one, in a row, from which a reader takes numbers for line numbers.</summary>
    private const int ViewLines = 5;

    private readonly Dictionary<int, int> _firstByNumber = [];
    private int _lowest = int.MaxValue;
    private int _highest = -1;
    private int _row;
    private int _previous = -1;
    private bool _isView;

    public string Name { get; } = name;

    /// <summary>Whether it is known what it came from.</summary>
    public bool HasCall { get; } = call.Length > 0;

    public string FullName { get; } = call.Length == 0 ? name : $"{name} ({call})";

    /// <summary>Index of its first visible line in <see cref="LineIndex"/>.</summary>
    public int FirstLine { get; init; }

    /// <summary>Visible lines; a block with pointers in it shows fewer than it has.</summary>
    public int LineCount { get; set; }

    /// <summary>Whether it is a block that can be shown again whole, and nothing of it is behind a pointer.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Whether a pointer has named its call: later ones give the ordinal alone.</summary>
    public bool IsNamed { get; set; }

    /// <summary>Its lines, those behind pointers too.</summary>
    public int LastPlace { get; set; }

    public void NoteNumber(int number, int line)
    {
        _firstByNumber.TryAdd(number, line);
        _row = number == _previous + 1 ? _row + 1 : 0;
        _previous = number;
        _isView |= _row >= ViewLines;
        _lowest = Math.Min(_lowest, number);
        _highest = Math.Max(_highest, number);
    }

    /// <summary>Whether places could be read as the line numbers that the block shows.</summary>
    public bool Confuses(int first, int count) => _isView && first <= _highest && first + count - 1 >= _lowest;

    /// <summary>Whether a number leads to this line and no other.</summary>
    public bool Leads(int number, int line) => _firstByNumber.TryGetValue(number, out var first) && first == line;
}
