namespace TokenPak.Evaluation.Measures;

/// <summary>One stage, or all of them, on one corpus.</summary>
/// <param name="Corpus">Which samples.</param>
/// <param name="Stage">Which stage; <c>all</c> is the engine's own choice with its token gate.</param>
/// <param name="Blocks">Samples whose content the stage is for.</param>
/// <param name="Applied">Of these, the ones it shortened.</param>
/// <param name="Exact">Of these, the ones that its decoder reads back exactly.</param>
/// <param name="Before">Tokens of the samples.</param>
/// <param name="After">Tokens after it.</param>
/// <param name="P50">Milliseconds a sample.</param>
/// <param name="P99">The same, slow ones.</param>
internal sealed record StageRow(string Corpus, string Stage, int Blocks, int Applied, int Exact, long Before, long After, double P50, double P99)
{
    public double SavedPercent => Before > 0 ? (Before - After) * 100.0 / Before : 0;
}
