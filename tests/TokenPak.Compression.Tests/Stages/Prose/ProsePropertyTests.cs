using System.Globalization;
using TokenPak.Compression.Stages.Prose;
using TokenPak.Compression.Tests.Fuzzing;
using TokenPak.Compression.Tests.Invariants;
using TokenPak.Compression.Tests.Stages.Lossy;

namespace TokenPak.Compression.Tests.Stages.Prose;

public sealed class ProsePropertyTests
{
    [Theory]
    [MemberData(nameof(Seeds.Some), MemberType = typeof(Seeds))]
    public void Shorten_AnyProse_KeepsPiecesOfItInOrder(int seed)
    {
        var rolls = new TextRolls(seed);
        var text = ProseText.Of(rolls);
        var kept = Shortened.By(new ProseStage(), text, Question(rolls));

        Assert.NotNull(kept);
        Assert.True(Pieces.StandInOrder(text, kept), $"{text}\n---\n{kept}");
        Assert.True(Pieces.CountLines(text, kept), $"{text}\n---\n{kept}");
    }

    [Theory]
    [MemberData(nameof(Seeds.Few), MemberType = typeof(Seeds))]
    public void Shorten_AgainAndInAnyCulture_GivesTheSame(int seed)
    {
        var text = ProseText.Of(new TextRolls(seed));
        var question = Question(new TextRolls(seed));
        var expected = Shortened.By(new ProseStage(), text, question);
        var before = CultureInfo.CurrentCulture;
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (other.NumberFormat.NegativeSign, other.NumberFormat.NumberDecimalSeparator) = ("~", ",");
            CultureInfo.CurrentCulture = other;
            Assert.Equal(expected, Shortened.By(new ProseStage(), text, question));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Split_AnyText_HasUnitsInOrderThatCoverAllButBlanks() => Fuzz.Run(rolls =>
    {
        var text = Stirred(rolls);
        var units = ProseSplitter.Split(text);

        var at = 0;
        for (var u = 0; u < units.Count; u++)
        {
            Assert.True(units[u].Start >= at && units[u].End > units[u].Start, $"unit {u} overlaps\n{text}");
            Assert.True(string.IsNullOrWhiteSpace(text[at..units[u].Start]), $"text before unit {u} is in no unit\n{text}");
            Assert.True(units[u].Parent < u, $"unit {u} is read under a later one\n{text}");
            at = units[u].End;
        }

        Assert.True(string.IsNullOrWhiteSpace(text[at..]), $"the end is in no unit\n{text}");
    });

    [Fact]
    public void Shorten_AnyText_KeepsPiecesOfItInOrder() => Fuzz.Run(rolls =>
    {
        var text = Stirred(rolls);
        if (Shortened.By(new ProseStage(), text, Question(rolls)) is { } kept && !text.Contains("left out", StringComparison.Ordinal)) Assert.True(Pieces.StandInOrder(text, kept), $"{text}\n---\n{kept}");
    });

    private static string Stirred(TextRolls rolls)
    {
        var text = ProseText.Of(rolls, 1 + rolls.Next(4));
        for (var times = rolls.Next(6); times > 0; times--)
        {
            var part = rolls.Of(["\n- an item\n  - one inside\n", "\n| a | b |\n|---|---|\n| 1 | 2 |\n", "\n```\ncode\n", "\nTitle\n=====\n", "\n\n\n", " what follows:\n", "\r\n", rolls.Piece()]);
            text = text.Insert(rolls.Next(text.Length), part);
        }

        return rolls.OneIn(4) ? text + MixedText.Of(rolls) : text;
    }

    private static string Question(TextRolls rolls) => rolls.Of(["", "When was the library opened to visitors?", "Why did the ferry move?", "In 1666?", rolls.Piece()]);
}
