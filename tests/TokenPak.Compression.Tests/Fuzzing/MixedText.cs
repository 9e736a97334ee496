using System.Text;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Tests.Stages;
using TokenPak.Compression.Tests.Stages.Tables;

namespace TokenPak.Compression.Tests.Fuzzing;

/// <summary>Text of every kind at once, with the engine's own forms in it, cut and stirred.</summary>
internal static class MixedText
{
    private static readonly string[] Forms =
    [
        "[Same as result 1 (ls)]", "[Same as lines 1-3 of result 1]", "[Lines 1-3 of result 1]", "[Last 2 lines of result 1 (ls)]", "[First line of result 1]", "[Line 7 of user text 1]", "[Lines 2-4 as in result 1]", "[Lines 9-12: text of lines 1-4 of content in call 1]", "[Lines 1-3 there]", "[Lines 2-4 as there, 5-6 of result 1, last 2 there]",
        "[Text of lines 1-2 in user text 1]", "[log: rows are id values; ids:]", "A=<1> of <2>", "A 1 2", "@ 2026-…", "[In strings $a=https://]", "id|name=x|url=…/y", "[groups", "src/", " a.py", "12:x", "diff x index 1..2", "×3",
    ];

    public static string Of(TextRolls rolls)
    {
        var text = new StringBuilder();
        for (var parts = 1 + rolls.Next(5); parts > 0; parts--) text.Append(Part(rolls)).Append(rolls.Of(["\n", "\n\n", "", "\r\n"]));
        return Stir(text.ToString(), rolls);
    }

    private static string Part(TextRolls rolls) => rolls.Next(8) switch
    {
        0 => new JsonRolls(rolls).Text(),
        1 => rolls.Lines(2 + rolls.Next(25), () => $"2026-01-{1 + rolls.Next(28):D2} 10:{rolls.Next(60):D2}:{rolls.Next(60):D2} {rolls.Of(["INFO", "WARN"])} job {rolls.Next(9)} of {rolls.Next(900)} is {rolls.Of(["done", "late"])}", 6),
        2 => rolls.Lines(2 + rolls.Next(25), () => $"{rolls.Of(["src/a.py", "src/b/c.cs", "C:\\x\\y.z", "./d"])}:{rolls.Next(99)}:{rolls.Of(["x = 1", "  return", ""])}", 5),
        3 => rolls.Lines(2 + rolls.Next(20), () => $"{rolls.Of(["/usr/lib/", "docs/adr/", "a/b/c/"])}{rolls.Next(40)}.md", 5),
        4 => $"diff --git a/{rolls.Of(["x", "y z"])} b/x\nindex 1a..2b 100644\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-{rolls.Piece()}\n+{rolls.Piece()}\n",
        5 => rolls.Lines(1 + rolls.Next(8), () => rolls.Of(Forms), 3),
        6 => rolls.Lines(1 + rolls.Next(12), () => $"\u001b[3{rolls.Next(8)}m{rolls.Next(100)}%\r\u001b[0m{rolls.Next(100)}% {rolls.Piece()}", 4),
        _ => Encoded(rolls),
    };

    /// <summary>What a stage wrote, as if a tool had printed it.</summary>
    private static string Encoded(TextRolls rolls)
    {
        var text = rolls.Lines(6 + rolls.Next(20), () => $"2026-01-01 10:00:{rolls.Next(60):D2} job {rolls.Next(9)} of {rolls.Next(900)} is done", 8);
        using var output = new TextBuffer();
        return rolls.Of([.. StageCatalog.Ladder]).TryApply(text, output) ? output.Text.ToString() : text;
    }

    private static string Stir(string text, TextRolls rolls)
    {
        for (var times = rolls.Next(4); times > 0 && text.Length > 2; times--)
        {
            var at = rolls.Next(text.Length);
            var length = rolls.Next(Math.Min(30, text.Length - at));
            text = rolls.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, rolls.Piece()),
                2 => text.Insert(rolls.Next(text.Length), text.Substring(at, length)),
                _ => text.Insert(at, string.Concat(Enumerable.Repeat(rolls.Of(["\n", " ", "a", "\r", "{", "|"]), 1 + rolls.Next(9)))),
            };
        }

        return text;
    }
}
