namespace TokenPak.Evaluation.Lossy;

/// <summary>One lossy stage on one corpus.</summary>
/// <param name="Corpus">Which texts.</param>
/// <param name="Stage">Which stage.</param>
/// <param name="Texts">How many.</param>
/// <param name="Shortened">Of these, the ones it shortened.</param>
/// <param name="Before">Tokens of the texts.</param>
/// <param name="After">Tokens after it, notes included.</param>
/// <param name="Asked">Facts that have to be kept: answers in their sentences, declarations, a page's own text.</param>
/// <param name="Kept">Of these, the ones that are there word for word.</param>
/// <param name="Theirs">Tokens of another tool's recorded outputs, if there are any.</param>
/// <param name="P50">Milliseconds a text.</param>
/// <param name="P99">The same, slow ones.</param>
internal sealed record AnswerRow(string Corpus, string Stage, int Texts, int Shortened, long Before, long After, int Asked, int Kept, long? Theirs, double P50, double P99)
{
    public double KeptPercent => Asked > 0 ? Kept * 100.0 / Asked : 100;
}
