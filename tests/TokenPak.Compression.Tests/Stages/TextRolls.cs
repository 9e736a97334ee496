using System.Text;

namespace TokenPak.Compression.Tests.Stages;

/// <summary>Texts made of pieces by a seeded generator: what a stage is for, mixed with what could be taken for the stage's own marks.</summary>
internal sealed class TextRolls(int seed)
{
    /// <summary>Pieces that have broken encoders: ends, controls, marks of direction, combining characters, emoji, lone surrogates, huge numbers.</summary>
    private static readonly string[] Nasty =
    [
        "", " ", "\t", "\r", "\0", "\u202eabc", "e\u0301", "👩‍👩‍👧", "\ud800", "\udc00x", "\ufeff", "\u2028", "1e999", "123456789012345678901234567890",
        "-0", "…", "×3", "|", "||", "\"", "\\", "\\\"", "{", "}", "[", "]", "<1>", "<2>", "--", ":", "::", "/", "//", "A", "B:", "@", "#", "$a",
    ];

    private readonly Random _random = new(seed);

    public int Next(int below) => _random.Next(below);

    public bool OneIn(int n) => _random.Next(n) == 0;

    public T Of<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    public string Piece() => Of(Nasty);

    /// <summary>Lines of a kind with others between, with every sort of line end.</summary>
    public string Lines(int count, Func<string> kind, int strangers)
    {
        var text = new StringBuilder();
        var ending = Of(["\n", "\n", "\n", "\r\n"]);
        var mixed = OneIn(6);
        for (var i = 0; i < count; i++)
        {
            var line = strangers > 0 && OneIn(strangers) ? Stranger() : kind();
            var times = OneIn(8) ? 1 + Next(4) : 1;
            for (var n = 0; n < times; n++) text.Append(line).Append(mixed && OneIn(3) ? Of(["\r\n", "\n", "\r", "\n\n"]) : ending);
        }

        if (OneIn(3) && text.Length > 0) text.Length--;
        return text.ToString();
    }

    private string Stranger()
    {
        var line = new StringBuilder();
        for (var n = Next(5); n >= 0; n--) line.Append(OneIn(3) ? Of(["word", "two words", "12", "0"]) : Piece()).Append(Of(["", "", " ", ": "]));
        return line.ToString();
    }
}
