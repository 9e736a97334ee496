namespace TokenPak.VaultMeasures.Scale;

/// <summary>
/// Text of our own making whose words are as frequent as those of a language (Zipf): the engine's work depends on how many chunks share a word. A query is some
/// words of one chunk and a few of the commonest, as a question has them.
/// </summary>
internal sealed class SyntheticText(int seed)
{
    private const int Vocabulary = 300_000;
    private static readonly double[] Cumulative = Zipf();
    private static readonly string[] Syllables = ["ba", "ko", "mi", "ter", "lun", "sa", "dor", "vel", "qui", "ram", "pe", "zu", "fin", "gor", "hal", "nex"];
    private readonly Random _random = new(seed);

    public string Chunk() => string.Join(' ', Enumerable.Range(0, _random.Next(40, 200)).Select(_ => Word(Next())));

    public string Query(string chunk)
    {
        var words = chunk.Split(' ');
        return string.Join(' ', Enumerable.Range(0, 8).Select(_ => words[_random.Next(words.Length)]).Concat(Enumerable.Range(0, 4).Select(_ => Word(_random.Next(60)))));
    }

    private static double[] Zipf()
    {
        var sums = new double[Vocabulary];
        var total = 0.0;
        for (var i = 0; i < Vocabulary; i++) sums[i] = total += 1.0 / (i + 2.7);
        return [.. sums.Select(sum => sum / total)];
    }

    private static string Word(int rank)
    {
        var word = "";
        for (var rest = rank + 16; rest > 0; rest /= 16) word += Syllables[rest % 16];
        return word;
    }

    private int Next()
    {
        var at = Array.BinarySearch(Cumulative, _random.NextDouble());
        return Math.Min(Vocabulary - 1, at < 0 ? ~at : at);
    }
}
