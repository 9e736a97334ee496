using System.Text;

namespace TokenPak.Compression.Tests.Stages.Prose;

/// <summary>Running text of our own making.</summary>
internal static class ProseText
{
    private static readonly string[] Things = ["harbour", "ferry", "lighthouse", "archive", "market", "bridge", "orchard", "observatory", "library", "station"];
    private static readonly string[] Deeds = ["was rebuilt by the guild", "lost its roof in a storm", "moved to the northern shore", "opened to visitors", "was sold to a merchant", "served the islands"];
    private static readonly string[] Reasons = ["after the long winter", "because nobody paid for it", "although the council objected", "when the railway arrived", "for reasons that nobody wrote down"];

    /// <summary>Paragraphs below headings, no two sentences alike.</summary>
    public static string Of(TextRolls rolls, int paragraphs = 8)
    {
        var text = new StringBuilder();
        for (var p = 0; p < paragraphs; p++)
        {
            if (rolls.OneIn(3)) text.Append("## ").Append(Capital(rolls.Of(Things))).Append(' ').Append(p).Append("\n\n");
            for (var s = 3 + rolls.Next(5); s > 0; s--) text.Append(Sentence(rolls)).Append(rolls.OneIn(5) ? '\n' : ' ');
            text.Append("\n\n");
        }

        return text.ToString();
    }

    public static string Sentence(TextRolls rolls) => $"In {1500 + rolls.Next(500)} the {rolls.Of(Things)} near the {rolls.Of(Things)} {rolls.Of(Deeds)} {rolls.Of(Reasons)}.";

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
